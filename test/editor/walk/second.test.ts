import { testShare } from './shares';

testShare(1);
