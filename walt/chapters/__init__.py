"""The explorables, one module a chapter and one function an explorable: controls, model, figure and sentence.

Each function takes a case, Europe in 1914 unless another is given, and returns an `Explorable`. As the last
line of a cell, ``sources_of_threat.taken_apart()`` shows it.
"""
