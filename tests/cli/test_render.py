"""`convviz render`: every lesson as every kind of file, and what is refused."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from convviz.app.params.links import decode
from convviz.cli.lesson_options import of_lesson
from convviz.cli.option_names import words_of
from convviz.cli.render import PICTURES
from convviz.export.csv import output_csv, steps_csv
from convviz.export.html import page
from convviz.export.image import svg
from convviz.scene import Scene

from .calling import Called, refused

Call = Callable[..., Called]

# A small state of every lesson, in words and in the names that links of the first version have.
SMALL = {
    "sliding-window": (["--size", "3x4", "--kernel", "2", "--stride", "2"], "h=3&w=4&k=2&s=2"),
    "correlation": (["--size", "4", "--kernel", "2"], "n=4&m=2"),
    "channels": (["--size", "3", "--channels", "2", "--show", "once"], "h=3&c=2&how=once"),
    "pointwise": (["--size", "1x2", "--filters", "1", "--show", "both"], "h=1&w=2&n=1&show=both"),
    "volumes": (["--size", "3", "--kernel", "2", "--show", "solid"], "dep=3&h=3&k=2&kd=2&show=solid"),
    "dilated": (["--size", "4", "--kernel", "2", "--dilation", "2"], "h=4&k=2&d=2"),
    "receptive-field": (["--stack", "2.1.0.1_2.1.0.2"], "layers=2.1.0.1_2.1.0.2"),
    "transposed": (["--size", "2", "--kernel", "2", "--show", "paint"], "i=2&k=2&way=paint"),
    "checkerboard": (["--size", "2", "--kernel", "2"], "n=2&k=2"),
    "spatial": (["--size", "3"], "h=3"),
    "depthwise": (["--size", "3", "--kernel", "2x3", "--channels", "1"], "h=3&kh=2&kw=3&c=1"),
    "separable": (["--size", "3", "--filters", "2", "--channels", "2"], "s=3&n=2&d=2"),
    "flattened": (["--size", "3", "--channels", "1", "--show", "race"], "h=3&d=1&show=race"),
    "grouped": (["--size", "5", "--channels", "2", "--filters", "2"], "h=5&c=2&n=2"),
    "shuffled": (["--channels", "4", "--groups", "2"], "c=4&g=2"),
}
WINDOW = ("render", "sliding-window", "--size", "3", "--kernel", "2")


def scene_of(name: str, query: str = "") -> Scene:
    lesson, player = PICTURES[name.replace("-", "_")]
    state, told = decode(lesson.state, lesson.page, dict(pair.split("=") for pair in query.split("&") if pair))
    assert not told
    return lesson.scene(state, player)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is where the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_lesson_has_a_small_state_here() -> None:
    assert list(SMALL) == [name.replace("_", "-") for name in PICTURES]


@pytest.mark.parametrize("name", SMALL)
def test_every_lesson_is_written_as_every_kind(call: Call, folder: Path, name: str) -> None:
    words, query = SMALL[name]
    scene = scene_of(name, query)
    for ending in ("html", "svg", "png", "csv"):
        said = call("render", name, *words, "-o", f"out.{ending}")
        assert (said.code, said.err) == (0, "")
        assert said.out.startswith(f"out.{ending}: {scene.title}, ")
    assert (folder / "out.html").read_text(encoding="utf-8") == page(scene)
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        assert file.read() == output_csv(scene)
    root = ElementTree.parse(folder / "out.svg").getroot()
    assert root.findtext("{http://www.w3.org/2000/svg}title") == scene.title
    with Image.open(folder / "out.png") as image:
        assert image.format == "PNG"
        assert image.size == (1920, 1080)


@pytest.mark.parametrize("name", ["sliding-window", "receptive-field"])
def test_an_animation(call: Call, folder: Path, name: str) -> None:
    said = call("render", name, *SMALL[name][0], "-o", "OUT.GIF", "--dark")
    assert (said.code, said.err) == (0, "")
    with Image.open(folder / "OUT.GIF") as image:
        assert f" {image.n_frames} steps\n" in said.out
        assert sum(image.convert("RGB").getpixel((2, 2))) < 200  # a dark corner


def test_who_waits_at_a_terminal_sees_it_grow(call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = call(*WINDOW, "--stride", "2", "-o", "out.gif")
    assert said.code == 0
    assert said.err.startswith("\rDrawing:   0%")
    assert said.err.endswith("\r\033[K")


@pytest.mark.parametrize(
    "words", [("--link", "xe=" + "9" * 10**6), ("--xe", "0.0~1_" * 10**5), ("--link", "&" * 10**6)]
)
def test_a_megabyte_is_answered_in_a_sentence(call: Call, folder: Path, words: tuple[str, str]) -> None:
    called = call(*WINDOW, *words, "-o", "out.html")
    assert called.code in (0, 1)
    assert len(called.err) < 500


@pytest.mark.parametrize("name", SMALL)
def test_words_and_links_mean_the_same(call: Call, folder: Path, name: str) -> None:
    words, query = SMALL[name]
    page_of = "dilated" if name == "receptive-field" else name.replace("-", "_")
    spelled = [part for pair in query.split("&") for part in ("--" + pair).split("=")]
    links = (["--link", query], ["--link", f"https://example.org/{page_of}?embed=true&{query}"], spelled)
    written = []
    for options in (words, *links):
        assert call("render", name.replace("-", "_"), *options, "-o", "out.html").code == 0
        written.append((folder / "out.html").read_bytes())
    assert len(set(written)) == 1


def test_an_address_in_place_of_the_name(call: Call, folder: Path) -> None:
    assert call("render", "http://localhost:8501/sliding_window?k=2&h=3", "-o", "one.html").code == 0
    link = "http://x/sliding_window?k=7&h=3"
    assert call("render", "sliding-window", "--link", link, "--k", "2", "-o", "two.html").code == 0
    assert (
        (folder / "one.html").read_text()
        == (folder / "two.html").read_text()
        == page(scene_of("sliding-window", "k=2&h=3"))
    )


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["--padding", "2"], "pad=custom&pt=2"),
        (["--padding", "1x2"], "pad=custom&pt=1&pl=2"),
        (["--padding", "0"], "pad=none"),
        (["--padding", "valid"], "pad=none"),
        (["--padding", "same"], "pad=same"),
        (["--kernel", "2x3"], "axes=independent&k=2&kw=3"),
        (["--stride", "2,1", "--kernel", "2"], "axes=independent&s=2&sw=1&k=2&kw=2"),
        (["--input", "photo", "--size", "6x4"], "in=photo&ph=6&pw=4"),
        (["--input", "random", "--seed", "3", "--bias", "-2"], "in=random&seed=3&b=-2"),
        (["--shift-down", "-1", "--weights", "sobel_x"], "dy=-1&ker=sobel_x"),
    ],
)
def test_words_a_practitioner_would_use(call: Call, folder: Path, words: list[str], query: str) -> None:
    assert call("render", "sliding-window", *words, "-o", "out.html").code == 0
    assert (folder / "out.html").read_text(encoding="utf-8") == page(scene_of("sliding-window", query))


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["--dimensions", "2d", "--size", "6", "--kernel", "2x3"], "dim=2d&h=6&axes=independent&k=2&kw=3"),
        (["--dim", "2d", "--weights", "sobel_x"], "dim=2d&ker=sobel_x"),
        (["--weights", "echo", "--padding", "none"], "fil=echo&pad=valid"),
    ],
)
def test_a_word_sets_the_field_that_matters(call: Call, folder: Path, words: list[str], query: str) -> None:
    assert call("render", "correlation", *words, "-o", "out.html").code == 0
    assert (folder / "out.html").read_text(encoding="utf-8") == page(scene_of("correlation", query))


def test_a_picture_shows_the_step_that_is_asked_for(call: Call, folder: Path) -> None:
    scene = scene_of("sliding-window", "h=3&k=2")
    assert call(*WINDOW, "-o", "middle.svg").out == "middle.svg: Sliding window, step 2 of 4\n"
    assert call(*WINDOW, "-o", "last.svg", "--step", "4").out == "last.svg: Sliding window, step 4 of 4\n"
    assert call(*WINDOW, "-o", "dark.svg", "--step", "4", "--dark").code == 0
    assert (folder / "middle.svg").read_bytes() == svg(scene, 1)
    assert (folder / "last.svg").read_bytes() == svg(scene, 3)
    assert (folder / "dark.svg").read_bytes() == svg(scene, 3, theme="dark")


def test_a_picture_is_a_slide_unless_it_is_to_be_tall(call: Call, folder: Path) -> None:
    sizes, shares = {}, {}
    for name, form in (("plain", ()), ("slide", ("--form", "slide")), ("tall", ("--form", "tall"))):
        for ending in ("png", "svg", "gif"):
            assert call("render", "sliding-window", "--case", "keep", *form, "-o", f"{name}.{ending}").code == 0
            if ending != "svg":
                with Image.open(folder / f"{name}.{ending}") as image:
                    sizes[name, ending] = image.size
        root = ElementTree.parse(folder / f"{name}.svg").getroot()
        wide, high = (float(root.get(side, "").removesuffix("pt")) for side in ("width", "height"))
        shares[name] = high / wide
        drawn = (folder / f"{name}.svg").read_text(encoding="utf-8")
        assert "<!-- One ring of zeros gives the edge cells a stop of their own. -->" in drawn, "the case's sentence"
    assert sizes["plain", "png"] == sizes["slide", "png"] == (1920, 1080)
    assert sizes["plain", "gif"] == sizes["slide", "gif"] == (960, 540)
    assert (sizes["tall", "png"][0], sizes["tall", "gif"][0]) == (2400, 960)
    assert sizes["tall", "gif"][1] > 540
    assert shares["plain"] == shares["slide"] == pytest.approx(9 / 16)
    assert shares["tall"] > 9 / 16


def test_every_product(call: Call, folder: Path) -> None:
    assert call(*WINDOW, "-o", "out.csv", "--every-product").code == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        text = file.read()
    assert text == steps_csv(scene_of("sliding-window", "h=3&k=2"))
    assert len(list(csv.DictReader(io.StringIO(text)))) == 16


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["sliding-window", "--case", "keep"], "case=keep"),
        (["sliding-window", "--link", "https://example.org/sliding_window?case=keep&v=2"], "case=keep"),
        (["http://localhost:8501/sliding_window?case=keep&v=2"], "case=keep"),
        (["sliding-window", "--case", "dumoulin-visin-half-same-padding"], "case=keep"),
        (["sliding-window", "--case", "stop"], ""),
        (["sliding-window", "--case", "keep", "--size", "7", "--stride", "2"], "pad=same&h=7&s=2"),
        (["sliding-window", "--link", "case=against&h=9&v=2", "--stride", "3"], "pad=custom&pt=1&h=9&s=3"),
        (["sliding-window", "--link", "case=keep&h=7&v=2", "--case", "grow"], "pad=full&h=7"),
        (["sliding-window", "--case", "keep", "--padding", "none"], "pad=none"),
    ],
)
def test_a_named_case_and_what_options_change_of_it(call: Call, folder: Path, words: list[str], query: str) -> None:
    assert call("render", *words, "-o", "out.html").code == 0
    lesson, player = PICTURES["sliding_window"]
    link = {**dict(pair.split("=") for pair in query.split("&") if pair), "v": "2"}
    state, told = decode(lesson.state, lesson.page, link, cases=lesson.cases)
    assert not told
    assert (folder / "out.html").read_text(encoding="utf-8") == page(lesson.scene(state, player))


def test_a_named_case_gives_the_picture_its_question(call: Call, folder: Path) -> None:
    assert "out.html: How do I keep the size?, " in call(*WINDOW[:2], "--case", "keep", "-o", "out.html").out
    assert "out.html: Sliding window, " in call(*WINDOW, "--case", "keep", "-o", "out.html").out


@pytest.mark.parametrize("name", PICTURES)
def test_the_named_cases_of_a_lesson_are_listed_and_drawn(call: Call, folder: Path, name: str) -> None:
    lesson, player = PICTURES[name]
    cases = lesson.cases_of(player)
    listed = call("render", name, "--list").out
    helped = "".join(call("render", name, "--help").out.split())
    for case in cases:
        assert f"{case.id} " in listed
        assert f" {case.title}" in listed
        assert case.hint in listed
        assert case.id in helped
    for case in cases[-1:]:
        assert call("render", name, "--case", case.id, "-o", "out.csv").code == 0
        assert call("render", name, "--case", case.alias or case.id, "-o", "alias.csv").code == 0
        assert (folder / "out.csv").read_bytes() == (folder / "alias.csv").read_bytes()


@pytest.mark.parametrize("name", PICTURES)
def test_every_parameter_has_its_option_and_no_two_share_one(name: str) -> None:
    lesson, player = PICTURES[name]
    others = {name for other in lesson.players if other is not player for name in other.params}
    offered = {
        param.key: param
        for param in lesson.state.params
        if (param.name in player.params if player.params else param.name not in others)
    }
    said = " ".join(of_lesson(name, lesson, player).format_help().split())
    assert all(f" --{key}" in said for key in offered)
    assert f"{name.replace('_', '-')} [OPTION ...] -o FILE" in said
    for word in words_of(list(offered.values())).values():
        assert word.name not in offered or word.only is offered[word.name], word.name
        assert word.name not in ("output", "step", "form", "dark", "every-product", "case", "link", "list", "help")


def test_links_of_today_and_of_the_first_version_mean_the_same(call: Call, folder: Path) -> None:
    for name, query in (("depthwise", "p=same&h=3"), ("depthwise", "pad=tf&h=3&v=2")):
        assert call("render", name, "--link", query, "-o", f"{query[0:2]}.html").code == 0
    assert (folder / "p=.html").read_bytes() == (folder / "pa.html").read_bytes()
    assert "There is no parameter 'p'" in refused(
        call("render", "depthwise", "--link", "p=same&v=2", "-o", "x.html"), 2
    )


def test_the_list_has_every_lesson(call: Call) -> None:
    lines = call("render", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(SMALL)
    assert all(len(line) <= 130 for line in lines)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--stride", "99"], "`--stride` (=99) must be a whole number from 1 to 8. Use --stride 8."),
        (["--stride", "two"], "`--stride` (=two) must be a whole number from 1 to 8. Use --stride 1."),
        (["--stride", "9" * 5000], "must be a whole number from 1 to 8. Use --stride 8."),
        (["--s", "-1"], "`--s` (=-1) must be a whole number from 1 to 8. Use --s 1."),
        (["--stride", ""], "must be a whole number"),
        (["--stride", "2x2x2"], "`--stride` (=2x2x2) must be one number or 2 joined by x. Use 2x2."),
        (
            ["--size", "2", "--kernel", "3"],
            "`--kernel` (=3) cannot be: the window would not fit into the padded input.",
        ),
        (["--case", "grow", "--padding", "none", "--size", "2"], "`--k` (=3) cannot be: the window would not fit"),
        (["--size", "2"], "`--k` (=3) cannot be: the window would not fit into the padded input. Use --k 2."),
        (["--seed", "3"], "`--seed` (=3) matters only with `in=random`. Leave it out."),
        (["--input", "own"], "needs a picture"),
        (["--input", "catt"], "`--input` (=catt) must be one of worked, "),
        (["--padding", "99"], "`--padding` (=99) must be a whole number from 0 to 8. Use --padding 8."),
        (["--padding", "a\nb`c"], "must be one of none, same, full, custom or tf"),
        (["--xe", "9.9~1"], "lies outside of it"),
        (["--link", "s=99"], "`s` (=99) must be a whole number from 1 to 8. Use 8."),
        (["--step", "10"], "`--step` (=10) must be from 1 to 9. Use 9 for the last one."),
        (["--step", "0"], "`--step` (=0) must be from 1 to 9."),
    ],
)
def test_a_state_that_cannot_be_is_refused_with_the_cure(
    call: Call, folder: Path, words: list[str], sentence: str
) -> None:
    assert sentence in refused(call("render", "sliding-window", *words, "-o", "out.svg"), 1)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Which lesson? `convviz render --list` lists them."),
        (["-o", "out.svg"], "Which lesson?"),
        (["slidingwindow", "-o", "out.svg"], "did you mean sliding-window?"),
        (["x" * 9999, "-o", "out.svg"], "There is no lesson"),
        (["../sliding_windo?k=3", "-o", "out.svg"], "did you mean sliding-window?"),
        (["grouped"], "Add -o and the name of a file that ends in .gif, .html, .svg, .png or .csv."),
        (["grouped", "-o", "out.doc"], "must end in .gif, .html, .svg, .png or .csv; 'out.doc' does not."),
        (["grouped", "-o", ""], "must end in .gif"),
        (["grouped", "-o", "svg"], "must end in .gif"),
        (["grouped", "-o", "out.svg", "--strid", "2"], "--strid"),
        (["grouped", "-o", "out.svg", "--stride", "2"], "--stride"),
        (["grouped", "more", "-o", "out.svg"], "more"),
        (["grouped", "-o", "out.svg", "--step", "one"], "invalid int"),
        (["grouped", "-o", "out.html", "--step", "1"], "--step means nothing for a .html file"),
        (["grouped", "-o", "out.html", "--dark"], "--dark means nothing"),
        (["grouped", "-o", "out.csv", "--form", "tall"], "--form means nothing for a .csv file"),
        (["grouped", "-o", "out.png", "--form", "wide"], "--form: invalid choice: 'wide' (choose from"),
        (["grouped", "-o", "out.gif", "--every-product"], "--every-product means nothing"),
        (["grouped", "-o", "out.svg", "--link", "gg=2"], "There is no parameter 'gg': did you mean g?"),
        (["grouped", "-o", "out.svg", "--link", "g=2&g=4"], "twice"),
        (["grouped", "-o", "out.svg", "--link", "http://x/shuffled?g=2"], "leads to shuffled, not to grouped"),
        (["sliding-window", "-o", "out.svg", "--size", "5x7", "--w", "6"], "--w and --size both set the same"),
        (["receptive-field", "-o", "out.svg", "--kernel", "2"], "--kernel"),
        (
            ["sliding-window", "-o", "out.svg", "--case", "keeep"],
            "no case 'keeep': choose one of stop, inside, keep, grow, against, read, even, skip or farther.",
        ),
        (["sliding-window", "-o", "out.svg", "--case", ""], "no case '': choose one of stop, inside, keep"),
        (["sliding-window", "-o", "out.svg", "--case", "x" * 9999], "choose one of stop, inside, keep"),
        (["sliding-window", "-o", "out.svg", "--link", "case=no&v=2"], "no case 'no': choose one of stop, inside"),
        (["sliding_window?case=no&v=2", "-o", "out.svg"], "no case 'no': choose one of stop, inside"),
        (["sliding-window", "-o", "out.svg", "--link", "case=keep&case=grow&v=2"], "gives 'case' twice"),
    ],
)
def test_arguments_that_cannot_be_understood_are_told(
    call: Call, folder: Path, words: list[str], sentence: str
) -> None:
    assert sentence in refused(call("render", *words), 2)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "path", ["missing/out.svg", "folder.svg", "\0.svg", "x" * 300 + ".svg", "folder.svg/out.svg/a.svg"]
)
def test_a_place_that_cannot_be_written_is_told(call: Call, folder: Path, path: str) -> None:
    (folder / "folder.svg").mkdir()
    assert "cannot be written" in refused(call(*WINDOW, "-o", path), 1)


def test_a_file_that_is_there_is_written_over(call: Call, folder: Path) -> None:
    (folder / "out.svg").write_text("old")
    assert call(*WINDOW, "-o", "out.svg").code == 0
    assert (folder / "out.svg").read_text(encoding="utf-8").startswith("<?xml")
