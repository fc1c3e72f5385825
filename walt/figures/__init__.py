"""Drawing: given arrays on given Axes. No model quantity is computed here; colours and type come from the theme.

`marks` has the shapes that go with a role, `maps` a map of Europe, `tables` bars in rows and columns,
`planes` a plane cut in two, `ladders` values on logarithmic rungs; `signs` the sign of each role and links on a
map, `regions` which choice is best over a plane, `multiples` where one of them is in four small planes,
`coalitions` who stands where as bars, `rosters` the same along a course, `courses` lines named at their ends;
`labels` finds places for names. An artist whose gid begins with "answer" is hidden until the reader has made a
prediction; "halo" gives a label an outline.

The coastline in coast.json is Natural Earth 1:50m (public domain), simplified: polygons of (x, y) in km,
azimuthal equidistant about Berlin, cut at 1,500 km to the west and east, 1,450 south and 1,150 north.
"""
