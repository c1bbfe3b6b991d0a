"""A file that was read is given back at once.

Streamlit would keep it as long as the session: of a class of thirty with 5 MB each, 150 MB.
"""

from __future__ import annotations

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from convviz.app.streamlit_patches.setting import enabled


def release_upload(file: UploadedFile) -> None:
    """Forget the contents of a file that a visitor has chosen."""
    context = get_script_run_ctx()
    if enabled() and context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
