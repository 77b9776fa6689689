# Search

search-label = Search
search-button = Search
search-title = Search
search-description = Questions and answers on migration in Lithuania
search-total = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-total-cut = More than { $count } results. Add a word to narrow them.
search-loosened = Nothing has all of these words. These have some of them.
search-loosened-few = Few texts have all of these words. Those that have some of them follow.
search-meant = Did you mean:
search-shortened = Your search is very long: only its beginning was looked for.
search-phrases-cut = Only the first four phrases are looked for as they stand, and eight words of each.
search-passed-over = This says nothing we know and was passed over: { $filter }
search-building = The search is being prepared ({ $percent }%). Try again in a while.
search-cut = The search was stopped because it took too long
search-cut-hint = Nothing had been found by then. Use fewer words and phrases, or rarer words.
search-none = Nothing was found
search-none-hint = Check the spelling, use fewer words or other ones.
search-ask = Ask in the forum
search-first = First results
search-next = More results
search-narrow = Narrow the results
search-of-type = Type
search-of-area = Area
search-of-language = Language
search-stale = May be out of date
search-kind-thread = Thread
search-kind-post = Reply
search-kind-category = Category
search-kind-organisation = Organisation
search-kinds-thread = Threads
search-kinds-post = Replies
search-kinds-category = Categories
search-kinds-organisation = Organisations
search-help = How to search
search-help-phrase = Words in quotation marks must stand beside each other, in this order.
search-help-without = A word after a minus is left out.
search-help-filters = In a category, by a member, in a language, of a type: in:housing by:Ona lang:lt type:thread
search-help-dates = From a day on, or before one: after:2026 before:2026-05
search-suggestions = Suggestions
search-suggested = { $count ->
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
search-suggested-none = No suggestions
search-everything = Search everywhere
search-similar = Similar threads
search-similar-none = No similar threads yet.
search-similar-before = Perhaps this has been answered already
search-similar-show = Show similar threads
search-help-filter-names = in: by: lang: type:
search-help-date-names = after: before:
search-site = Search this site
