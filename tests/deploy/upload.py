"""Upload a file the way a page with a file uploader does, as a visitor of one's own."""

import http.client
import re
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


def upload(url: str, content: bytes) -> int:
    """Return the status that the server answers a file with."""
    host = urlsplit(url).netloc
    cookies = _first_cookies(host)
    token = cookies["_streamlit_xsrf"]
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    with connect(
        f"ws://{host}/_stcore/stream", origin=url, additional_headers=headers, subprotocols=["streamlit"]
    ) as socket:
        ask = BackMsg()
        ask.file_urls_request.file_names.append("picture.png")
        socket.send(ask.SerializeToString())
        answer = ForwardMsg()
        while not answer.HasField("file_urls_response"):
            answer.ParseFromString(socket.recv(timeout=10))
        path = answer.file_urls_response.file_urls[0].upload_url
        body = b'--edge\r\nContent-Disposition: form-data; name="f"; filename="picture.png"\r\n\r\n' + content
        kind = {"Content-Type": "multipart/form-data; boundary=edge", "X-Xsrftoken": token}
        connection = http.client.HTTPConnection(host)
        try:
            connection.request("PUT", path, body + b"\r\n--edge--\r\n", headers | kind)
            return connection.getresponse().status
        finally:
            connection.close()


def _first_cookies(host: str) -> dict[str, str]:
    """What a browser is given on its way to the WebSocket."""
    connection = http.client.HTTPConnection(host)
    try:
        connection.request("GET", "/_stcore/health")
        given = connection.getresponse().headers.get_all("Set-Cookie") or []
    finally:
        connection.close()
    return dict(re.match("([^=]+)=([^;]*)", cookie).groups() for cookie in given)
