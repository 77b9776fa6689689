# People as others see them.

former-member = Former member
role-expert = Expert
role-representative = Representative
role-moderator = Moderator
role-coordinator = Coordinator
role-editor = Editor
role-admin = Administrator

people-since = Member since
people-handle = Spoken to as
people-reads = Reads
people-about = About
people-former-hint = This person has deleted their account. What they wrote stays; nothing else is kept.
people-edit = Edit my profile
