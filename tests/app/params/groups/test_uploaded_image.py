"""One's own picture in the lesson: chosen, cut, refused, linked."""

import numpy as np
import pytest
from PIL import Image
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from convviz.samples.image_file import Picture
from picture_files import bomb, saved
from visiting import address as whole_address
from visiting import choosing, grid, more_controls, notices, prose, standing
from visiting import visit as visit_by

choose = choosing("sliding_window")


def visit(**query: str) -> AppTest:
    """Open the lesson by a link with today's names."""
    return visit_by(**query, v="2")


def address(app: AppTest) -> dict[str, str]:
    """The query in the address bar, without the mark of today's names."""
    return {key: text for key, text in whole_address(app).items() if key != "v"}


SLOPE = (np.add.outer(np.arange(90), np.arange(120)) + 7).astype(np.uint8)
PNG = saved(SLOPE)


def upload(app: AppTest, data: bytes, name: str = "slope.png") -> AppTest:
    """Choose a file as a visitor does, among more controls."""
    (control,) = more_controls(app).get("file_uploader")
    control.upload(name, data, "image/png")
    return standing(app.run())


def own(**query: str) -> AppTest:
    """A visitor who has chosen the slope."""
    return upload(visit(**{"in": "own", **query}), PNG)


def shown(app: AppTest) -> np.ndarray:
    height, width = (axis["held"] for axis in grid(app, "input")["axes"][1:])
    return np.array(grid(app, "input")["values"]).reshape(height, width)


def held(app: AppTest) -> Picture | None:
    return app.session_state["sliding_window.picture"].picture


def refused(app: AppTest) -> str:
    return "\n".join(notices(app))


def test_until_a_picture_is_chosen_the_sample_photo_stands_in() -> None:
    app = choose(visit(), "in", "own")
    assert address(app) == {"in": "own"}
    assert "**The sample photo stands in**" in prose(app)
    assert shown(app).shape == (64, 64)
    assert not notices(app)


def test_a_picture_is_shown_whole_then_as_the_patch_that_is_chosen() -> None:
    app = own()
    assert "`slope.png`: PNG, 120 wide and 90 high." in prose(app)
    assert shown(app).shape == (48, 64)
    app = choose(
        choose(choose(choose(choose(app, "res", 128), "ph", 20), "pw", 30), "py", 6), "px", 8
    )  # rows and columns from 1
    assert (shown(app) == SLOPE[5:25, 7:37]).all()
    assert address(app) == {"in": "own", "res": "128", "ph": "20", "pw": "30", "py": "5", "px": "7"}
    assert "**The link cannot carry this picture,**" in prose(app)


def test_a_patch_stays_in_the_middle_until_it_is_moved() -> None:
    app = choose(choose(own(res="128"), "ph", 10), "pw", 20)
    assert (shown(app) == SLOPE[40:50, 50:70]).all()
    app = choose(choose(app, "py", 4), "ph", 12)
    assert (shown(app) == SLOPE[3:15, 50:70]).all()


def test_a_small_patch_travels_in_the_link() -> None:
    app = choose(choose(own(res="128"), "ph", 4), "pw", 6)
    link = address(app)
    assert "link" not in prose(app).partition("How large")[0].lower()
    elsewhere = visit(**link)
    assert address(elsewhere) == link
    assert not notices(elsewhere)
    assert (shown(elsewhere) == shown(app)).all()
    assert "**These numbers came with the link;**" in prose(elsewhere)
    moved = choose(app, "py", 1)
    assert address(moved)["nums"] != link["nums"]
    assert (shown(moved) == SLOPE[:4, 57:63]).all()


def test_the_picture_is_needed_again_in_a_new_session() -> None:
    link = address(choose(own(res="128"), "py", 3))
    later = visit(**link)
    assert address(later) == link
    assert not notices(later)
    assert "**The sample photo stands in**" in prose(later)
    assert (shown(upload(later, PNG)) == SLOPE[2:66, 28:92]).all()


def test_one_click_writes_the_values_as_digits() -> None:
    app = choose(choose(choose(own(res="128"), "ph", 4), "pw", 6), "white", 9)
    assert address(app)["white"] == "9"
    assert (shown(app) == (SLOPE[43:47, 57:63].astype(int) * 9 + 127) // 255).all()
    photo = choose(visit(**{"in": "photo"}), "white", 9)
    assert 0 <= shown(photo).min() < shown(photo).max() <= 9


def test_a_new_picture_takes_the_place_of_the_last() -> None:
    app = choose(choose(own(res="128"), "ph", 4), "pw", 6)
    app = upload(app, saved(255 - SLOPE), "turned.png")
    assert (shown(app) == 255 - SLOPE[43:47, 57:63]).all()
    assert "`turned.png`" in prose(app)
    smaller = upload(app, saved(SLOPE[:3, :5]), "tiny.png")
    assert (shown(smaller) == SLOPE[:3, :5]).all()
    assert not notices(smaller)


def test_a_kernel_that_no_longer_fits_is_announced() -> None:
    app = upload(own(), saved(SLOPE[:1, :1]), "dot.png")
    assert notices(app) == ["With the kernel size at 3, the window would not fit into the padded input. It is now 1."]


def test_a_small_picture_travels_whole() -> None:
    link = address(upload(visit(**{"in": "own"}), saved(SLOPE[:4, :6])))
    elsewhere = visit(**link)
    assert not notices(elsewhere)
    assert (shown(elsewhere) == SLOPE[:4, :6]).all()


def test_the_picture_waits_while_another_input_is_on_show() -> None:
    app = choose(choose(own(res="128"), "in", "ramp"), "in", "own")
    assert shown(app).shape == (48, 64)
    assert not app.get("file_uploader")[0].value


BAD = {
    "empty": (b"", "0 bytes"),
    "truncated": (PNG[: len(PNG) // 2], "a damaged file"),
    "renamed": (b"not a picture at all", "a file of another kind"),
    "another kind": (saved(SLOPE, "GIF"), "a file of another kind"),
    "bomb": (bomb(13_000), "13,000 × 13,000 pixels"),
    "huge": (PNG + bytes(6 * 2**20), "6.0 MB"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_explained_and_the_last_good_picture_stands(kind: str) -> None:
    data, what = BAD[kind]
    app = own(res="128")
    before, link = shown(app), address(app)
    app = upload(app, data, "bad.png")
    assert f"`bad.png` ({what}) must" in refused(app)
    assert "`slope.png` is still the picture." in refused(app)
    assert (shown(app) == before).all()
    assert address(app) == link
    assert not refused(upload(app, PNG))


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_first_file_leaves_the_page_standing(kind: str) -> None:
    data, what = BAD[kind]
    app = upload(visit(**{"in": "own"}), data, "bad.png")
    assert f"`bad.png` ({what}) must" in refused(app)
    assert "still the picture" not in refused(app)


@pytest.mark.parametrize("kind", ["16-bit", "CMYK", "animated", "sideways"])
def test_unusual_pictures_are_pictures(kind: str) -> None:
    frames, notes = [Image.new("L", (20, 30), grey) for grey in (50, 90)], Image.Exif()
    notes[0x112] = 6
    data, said = {
        "16-bit": (saved(SLOPE.astype(np.uint16) * 257), "16 bits a pixel cut to 8"),
        "CMYK": (saved(Image.new("CMYK", (20, 30)), "JPEG"), "made grey"),
        "animated": (saved(frames[0], "WEBP", save_all=True, append_images=frames[1:]), "the first of its 2 frames"),
        "sideways": (saved(frames[0], "JPEG", exif=notes), "30 wide and 20 high, turned upright"),
    }[kind]
    app = upload(visit(**{"in": "own"}), data)
    assert said in prose(app)
    assert not notices(app)


def test_a_files_name_is_only_text() -> None:
    app = upload(visit(**{"in": "own"}), PNG, "`**x**` <b>$a$.png")
    assert "`ʹ**x**ʹ <b>$a$.png`: PNG" in prose(app)


def test_neither_the_file_nor_more_than_its_greys_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    stores, remove = [], MemoryUploadedFileManager.remove_file

    def watched(store: MemoryUploadedFileManager, session: str, file: str) -> None:
        remove(store, session, file)
        stores.append(store)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", watched)
    noise = np.random.default_rng(0).integers(0, 255, (900, 900), dtype=np.uint8)
    for data in (saved(noise), b"no picture"):
        app = upload(visit(**{"in": "own"}), data)
        assert not any(stores.pop().file_storage.values())
        assert not app.get("file_uploader")[0].value
        picture = held(app)
        assert picture is None or picture.values.nbytes <= 256**2


@pytest.mark.parametrize("text", ["x", "AAAA", "%", "A" * 10_000, "=" * 40])
def test_numbers_in_a_link_that_cannot_be_read_are_explained(text: str) -> None:
    app = visit(**{"in": "own", "ph": "4", "pw": "4", "nums": text})
    assert len(notices(app)) == 1
    assert "the numbers of the patch" in notices(app)[0]
    assert "nums" not in address(app)
    assert "**The sample photo stands in**" in prose(app)
