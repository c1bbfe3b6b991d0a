"""The only place that reaches into Streamlit's private parts: one file for each thing it does otherwise.

Each file says what it is for and the number that was measured for it, and has a test that fails once it is no longer
needed. Without any of them (`CONVVIZ_STREAMLIT_PATCHES=off`) the app still works: slower for a class, and a click that
meets a slow or restarted server may have to be made again.
"""

from convviz.app.streamlit_patches.enter_through_app import enter_through_app as enter_through_app
from convviz.app.streamlit_patches.release_upload import release_upload as release_upload
from convviz.app.streamlit_patches.replay_after_reconnect import replay_after_reconnect as replay_after_reconnect
from convviz.app.streamlit_patches.run_queue import in_turn as in_turn
from convviz.app.streamlit_patches.skip_stale_values import set_widget_value as set_widget_value
from convviz.app.streamlit_patches.tcp_nodelay import send_at_once as send_at_once
