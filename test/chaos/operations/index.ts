import type { OperationClass } from '../operation';
import { CUSTOM_CLASSES, EDITOR_CLASSES } from './editor';
import { FILE_CLASSES } from './jamaFiles';
import { ITEM_CLASSES } from './jamaItems';
import { TEST_CLASSES } from './jamaTests';
import { JIRA_CLASSES } from './jira';
import { TRIGGER_CLASSES } from './trigger';

/** Every kind of work whose result is measured. */
export const CLASSES: readonly OperationClass[] = [
	...ITEM_CLASSES,
	...FILE_CLASSES,
	...TEST_CLASSES,
	...CUSTOM_CLASSES,
	...EDITOR_CLASSES,
	...TRIGGER_CLASSES,
	...JIRA_CLASSES,
];

/** A class by its name. */
export function classOf(name: string): OperationClass {
	const found = CLASSES.find((each) => each.name === name);
	if (!found) throw new Error(`There is no operation "${name}"`);
	return found;
}
