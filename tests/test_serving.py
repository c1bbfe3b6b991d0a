"""The net that catches complaints in the server's log must itself have no holes."""

import pytest

from serving import complaints, serve


@pytest.mark.parametrize(
    "line",
    [
        "Traceback (most recent call last):",
        "WARNING streamlit.runtime.state `label` got an empty value.",
        "ERROR streamlit.error_util Uncaught app execution",
        "pages/sliding.py:3: DeprecationWarning: use width instead",
        "Please replace `use_container_width` with `width`. It is deprecated and will be removed.",
    ],
)
def test_a_complaint_is_seen(line: str) -> None:
    assert complaints(f"INFO all is well\n{line}\n") == [line]


def test_a_healthy_log_has_no_complaints() -> None:
    assert complaints("  You can now view your Streamlit app in your browser.\n  URL: http://localhost:8501\n") == []


def test_a_server_that_cannot_start_shows_its_log(tmp_path) -> None:
    with pytest.raises(RuntimeError, match="File does not exist"), serve("no_such_app.py", tmp_path / "log"):
        pass
