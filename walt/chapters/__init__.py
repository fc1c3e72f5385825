"""The explorables, one module a chapter and one function an explorable: controls, model, figure and sentence.

Each function takes a case, its chapter's own unless another is given, and returns an `Explorable` (a scene returns a
`Decision`). As the last line of a cell, ``sources_of_threat.taken_apart()`` shows it.

| page | module | beside it |
|---|---|---|
| introduction | `intro` | |
| chapter 1 | `balancing_and_bandwagoning` | `opposition` what an aggressor has before it, `moscow` on whose side |
| chapter 2 | `balancing_behavior` | `balancing_sentences`, `strong_state`, `camps` who stands where |
| chapter 3 | `bandwagoning_behavior` | `bandwagoning_sentences`, `following` who follows as others fall or power does |
| chapter 4 | `sources_of_threat` | `threat_sentences`, `duel` a weaker state against a stronger one |
| data and coding | `coding` | |
| any | | `shared` eyes and maps, `weighing` what a state has before it, `words` how numbers and names are said |
"""
