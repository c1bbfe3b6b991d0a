"""A scene with a link that adds up numbers and has no weights."""

from convviz.scene import Counter, Grid, GridAxis, IndexMap, LoopNest, Scene, Track


def adding():
    """Three maps of two cells, added up without weights."""
    channels, columns = GridAxis.plain("channel", "block", 3), GridAxis.plain("column", "column", 2)
    maps = Grid("maps", "input", "maps", (channels, columns), values=(1, 2, -3, 4, 5, 6), hues=((0, 1, 2),))
    total = Grid("total", "output", "total", (columns,))
    link = LoopNest(
        "sum",
        loops=(Counter("column", 2),),
        taps=(Counter("channel", 3),),
        read=IndexMap("maps", ({"channel": (0, 1, 2)}, {"column": (0, 1)})),
        write=IndexMap("total", ({"column": (0, 1)},)),
    )
    return Scene("Adding", "Three maps are added.", (maps, total), (link,), (Track("sum", ("sum",)),))
