import { PICKER_FORMS } from './pickerForms';
import { testPickers } from './pickerTests';

testPickers(PICKER_FORMS.filter(({ node }) => node !== 'jama'));
