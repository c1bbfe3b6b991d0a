"""The table of keys of the player, as Python reads it."""

from convviz.export.keys import as_markdown, in_brief, key_rows


def test_rows_of_the_browsers_table_are_read_as_they_are() -> None:
    rows = {row.keys[0].command: row for row in key_rows()}
    assert [(key.key, key.shown, key.command) for key in rows["back"].keys] == [
        ("ArrowLeft", "←", "back"),
        ("ArrowRight", "→", "forward"),
    ]
    assert rows["faster"].keys[0].also == ("=",)
    assert (rows["save"].where, rows["save"].when) == ("page", "files")
    assert (rows["stride"].where, rows["stride"].when) == ("present", "stride")
    assert (rows["toggle"].where, rows["toggle"].when) == ("", "")


def test_a_line_says_only_what_is_offered() -> None:
    assert in_brief().startswith("Space plays, ← and → step, Home and End jump")
    assert "L reads the loops" not in in_brief()
    assert "L reads the loops" in in_brief({"loops"})


def test_where_a_key_is_heard_stands_in_the_table_for_people() -> None:
    lines = as_markdown().splitlines()
    assert "| `←` `→` | One step back or forward |" in lines
    assert [line for line in lines if line.startswith("| `S` |")] == [
        "| `S` | Save pictures, animation or numbers, outside Present |",
        "| `S` | Next stride (Shift: previous), in Present |",
    ]
