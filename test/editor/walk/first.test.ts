import { testShare } from './shares';

testShare(0);
