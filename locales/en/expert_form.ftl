# The form of an answer and what stands beside it: sources, what is asked of the asker, duplicates.

field-request_text = What you need to know to answer
duplicate-similar = Similar public questions that are answered
duplicate-read = Read
duplicate-another = Another, whose address I enter
field-similar = Similar question
source-find = Find a source
source-find-label = Look for another source
source-find-hint = Words of its title, its number or article. What you have written stays.
field-source_q = Look for another source
source-found = { $count ->
    [0] No such source was found.
    [one] { $count } source was found.
   *[other] { $count } sources were found.
 }
source-found-more = There are more: enter more words.
source-cited-and-used = Ticked ones, and those most used in this area:
