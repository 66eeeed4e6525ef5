import { JAMA_USES } from './ofJama';
import { testUses } from './useTests';

testUses(JAMA_USES);
