import { JIRA_USES } from './ofJira';
import { testUses } from './useTests';

testUses(JIRA_USES);
