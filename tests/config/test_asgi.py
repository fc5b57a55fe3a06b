"""The web process takes so many requests at once, and no more database connections than that."""

import asyncio

from config.asgi import in_line


def test_requests_beyond_the_most_wait_in_line_and_are_all_served():
    running, most, served = 0, 0, []

    async def page(scope, receive, send):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        served.append(scope["n"])

    async def story():
        line = in_line(page, 3)
        await asyncio.gather(*(line({"n": n}, None, None) for n in range(20)))

    asyncio.run(story())
    assert most == 3
    assert sorted(served) == list(range(20))
