/** Why a class scheme is refused or an edit of it, as parts of the errors SCHEME_INVALID and SCHEME_EDIT_REFUSED. */
export const SCHEME_MESSAGES = {
  SCHEME_NO_CLASS: 'it has no class “{code}”',
  SCHEME_NO_CLASS_OF: 'it has no class “{code}”, which samples of “{samples}” have',
  SCHEME_APART: 'the classes {codes} do not lie under one class',
  SCHEME_MERGE_UPWARD: '“{into}” lies below “{code}”; merge “{into}” into “{code}” instead',
  SCHEME_BELOW_ITSELF: '“{code}” cannot lie below “{parent}”, which lies below it',
  SCHEME_RESERVED: '“{code}” is no name for a class',
  SCHEME_LAST_CLASS: '“{code}” is its last class',
  SCHEME_NOT_NEW: '“{code}” is none of the new classes',
  SCHEME_CODE_ELSEWHERE: '{source} {sourceCode} does not belong to “{code}”',
  SCHEME_SAME_CODE: 'two classes have the code “{code}”',
  SCHEME_SAME_VALUE: 'two classes have the value {value:plain}',
  SCHEME_PARENT_MISSING: 'the parent “{parent}” of “{code}” is no class',
  SCHEME_OWN_ANCESTOR: '“{code}” is its own ancestor',
  SCHEME_TARGET_MISSING: '{source} {sourceCode} is mapped to “{code}”, which is no class',
  SCHEME_MAPPED_WAITING: '{source} {sourceCode} is mapped and listed as unmapped',
} as const;
