/** Contract §4: texts and codes as Django REST framework has them. */
export const messages = {
  required: 'This field is required.',
  null: 'This field may not be null.',
  blank: 'This field may not be blank.',
  emptyList: 'This list may not be empty.',
  notText: 'Not a valid string.',
  notFlag: 'Must be a valid boolean.',
  notWhole: 'A valid integer is required.',
  notUrl: 'Enter a valid URL.',
  notList: (value: unknown) => `Expected a list of items but got type "${typeName(value)}".`,
  notObject: (value: unknown) => `Invalid data. Expected a dictionary, but got ${typeName(value)}.`,
  tooMany: (max: number) => `Ensure this field has no more than ${max} elements.`,
  tooLong: (maxLength: number) => `Ensure this field has no more than ${maxLength} characters.`,
} as const

/** The framework calls types by their names in its own language. */
function typeName(value: unknown): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float'
    default:
      return 'dict'
  }
}
