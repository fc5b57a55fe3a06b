"""uvicorn's WebSocket connection with one more door: a frame that is already built is written as it is.

`uvicorn --ws notifications.live.protocol:LiveProtocol`. A push goes to hundreds of pages with the same bytes; the ASGI
door builds them anew for each page, in a coroutine that needs a task. Under any other server the hub uses that door.
"""

from __future__ import annotations

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request

#: The key among the scope's extensions; its value is `{"write": write(frame: bytes) -> bool}`.
EXTENSION = "trinhky.write_frame"


def frame_of(text: str) -> bytes:
    """Build the bytes of one text message as a server sends it: unmasked and uncompressed (RFC 6455, 5.2)."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class LiveProtocol(WebSocketsSansIOProtocol):
    """Offers `EXTENSION` to the application."""

    def handle_connect(self, event: Request) -> None:
        """Add the extension before the application runs: uvicorn has made its task, which starts after this."""
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"] = {**(self.scope["extensions"] or {}), EXTENSION: {"write": self.write_frame}}

    def write_frame(self, frame: bytes) -> bool:
        """Write a whole frame now; False if the page is not taking any: it is waited for at the ASGI door."""
        if not self.writable.is_set() or not self.handshake_complete or self.close_sent or self.disconnected:
            return False
        self.transport.write(frame)
        return True
