"""Files leave part by part under ASGI, unchanged, and are closed."""

import io
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse
from django.test import RequestFactory

from config.middleware import stream_by_parts

CONTENT = bytes(range(256)) * 1000


def asgi_request() -> ASGIRequest:
    return ASGIRequest({"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}, io.BytesIO())


@pytest.mark.django_db  # an answer that ends looks after the connections
def test_a_file_leaves_part_by_part_and_is_closed() -> None:
    file = io.BytesIO(CONTENT)
    response = stream_by_parts(lambda request: FileResponse(file))(asgi_request())

    async def parts() -> list[Any]:
        return [part async for part in response.streaming_content]

    found = async_to_sync(parts)()
    assert response.is_async
    assert len(found) > 1
    assert b"".join(found) == CONTENT
    response.close()
    assert file.closed


def test_a_synchronous_server_gets_the_file_as_it_was() -> None:
    response = stream_by_parts(lambda request: FileResponse(io.BytesIO(CONTENT)))(RequestFactory().get("/"))
    assert not response.is_async
    assert b"".join(response.streaming_content) == CONTENT
