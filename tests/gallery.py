"""Articles for the gallery and the snapshots, made up here: every kind of block, a page of tables, a Chinese page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tui.news.cache import Cache
from tui.news.filter import Filter
from tui.news.types import Code, Document, Draft, Figure, Heading, Listing, Paragraph, Quote, Span, Spans, Table

NOW = datetime(2024, 3, 23, 19, 0, tzinfo=UTC)
"""When the pictures are taken."""


def words(*parts: str | Span) -> Spans:
    """Spans, the plain ones as text."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def paragraph(*parts: str | Span) -> Paragraph:
    """A paragraph of spans."""
    return Paragraph(words(*parts))


FARE = '''def fare(age: int, line: str) -> int:
    """In crowns, one way."""
    return 0 if age < 6 else FARES[line]  # no haggling'''

FERRIES = Document(
    title="Ferries return to the northern harbours after nine years",
    url="https://harbour.example/ferries",
    site="Harbour Courier",
    section="Travel",
    authors=("Ada Quill", "Tor Anders"),
    published=NOW - timedelta(hours=1),
    tags=("ferries", "north sea", "travel"),
    summary="Three lines start again in May; fares stay as they were.",
    credit="© 2024 Harbour Courier. Text and pictures may be shared.",
    language="en",
    blocks=(
        paragraph(
            "Three ferry lines to the northern harbours start again in May, the ",
            Span("port office", href="https://port.example/plan"),
            " said on Friday. The crossing to Bergen takes eighteen hours, and ",
            Span("children under six travel free", strong=True),
            ".",
        ),
        Figure("https://pictures.example/quay.jpg", "A quay", "The quay at Lerwick, empty since 2015", "Tor Anders"),
        paragraph(
            "The old timetable is void. Whoever holds a ticket from before the break may ",
            Span("exchange it at any counter", href="https://harbour.example/tickets"),
            " until the end of June, the office wrote, “however faded the ink”.",
        ),
        Heading(words("What changes"), 2),
        Listing(
            (
                (paragraph("Bergen, daily, from 4 May; the night boat carries bicycles"),),
                (
                    paragraph("Lerwick, three times a week"),
                    Listing(((paragraph("Mondays and Fridays by day"),), (paragraph("Wednesdays overnight"),))),
                ),
                (paragraph("Tórshavn, on Sundays, ", Span("weather permitting", emphasis=True)),),
            )
        ),
        Quote((paragraph("We waited long enough. Now we would like a window seat."), paragraph("A reader in Bergen"))),
        Heading(words("How the fares are computed"), 2),
        paragraph("The office publishes its rule as a few lines of ", Span("python", code=True), ":"),
        Code(FARE, "python"),
        Table(
            (
                (words("Line"), words("Hours"), words("Fare"), words("From")),
                (words("Bergen"), words("18"), words("940"), words("4 May")),
                (words("Lerwick"), words("7"), words("380"), words("6 May")),
                (words("Tórshavn"), words("21"), words("1,120"), words("12 May")),
            ),
            headers=1,
            caption="Crossings and fares",
        ),
    ),
)  # fmt: skip

TABLES = Document(
    title="The harvest in figures: wheat down, barley up, and one farm that counts everything",
    url="https://field.example/harvest",
    site="Field Notes Daily",
    section="Figures",
    authors=("Ines Okafor",),
    published=NOW - timedelta(hours=3),
    tags=("farming", "statistics"),
    language="en",
    blocks=(
        paragraph("The statistics office counted twice this year. Its three tables follow, as it published them."),
        Table(
            (
                (words("Crop"), words("2021"), words("2022"), words("2023"), words("Change")),
                (words("Wheat"), words("21.4"), words("22.0"), words("19.8"), words("−10%")),
                (words("Barley"), words("10.4"), words("11.2"), words("12.1"), words("+8%")),
                (words("Rye"), words("3.3"), words("3.1"), words("3.1"), words("0%")),
                (words("Oats"), words("0.8"), words("0.7"), words("0.9"), words("+29%")),
            ),
            headers=1,
            caption="Harvest in million tonnes",
        ),
        Table(
            (
                (words("District"), words("What the office noted"), words("Farms")),
                (
                    words("Upper Marsh"),
                    words("Rain in the first week of August; combines waited for nine days, and a third was cut wet."),
                    words("1,204"),
                ),
                (
                    words("Brightwater"),
                    words("Dry and early. See the ", Span("full report", href="https://office.example/r"), "."),
                    words("868"),
                ),
                (words("Lower Kessel"), words("Hail on one afternoon, otherwise nothing to tell."), words("97")),
            ),
            headers=1,
        ),
        paragraph("The last one comes from a single farm, which has counted its visitors since 1998."),
        Table(
            (
                (words("Guest"), words("Spring"), words("Summer"), words("Autumn"), words("Winter")),
                (words("Swallows 🐦"), words("14"), words("61"), words("9"), words("0")),
                (words("Children 👧"), words("220"), words("1,940"), words("480"), words("35")),
                (words("Inspectors"), words("1"), words("1"), words("1"), words("1")),
            ),
            headers=1,
            caption="Visitors to Quillan Farm",
        ),
    ),
)

CHINESE = Document(
    title="北方港口渡轮九年后恢复通航",
    url="https://gangkou.example/duchuan",
    site="港口日报",
    section="旅行",
    authors=("林晓",),
    published=NOW - timedelta(hours=4),
    tags=("渡轮", "旅行"),
    language="zh",
    blocks=(
        paragraph(
            "三条通往北方港口的渡轮航线将于五月恢复，",
            Span("港务局", href="https://port.example/zh"),
            "星期五宣布。前往卑尔根的航程为十八小时，",
            Span("六岁以下儿童免费", strong=True),
            "。旧时刻表作废；停航以前购买的船票，可在六月底以前到任何窗口更换，“不论墨迹多淡”。",
        ),
        Quote((paragraph("「我们等得够久了。现在想要一个靠窗的座位。」一位来自卑尔根的读者写道。"),)),
        Heading(words("有什么变化"), 2),
        Listing(
            (
                (paragraph("卑尔根：五月四日起每天一班，夜船可以携带自行车"),),
                (paragraph("勒威克：每周三班，星期三为夜航"),),
                (paragraph("托尔斯港：星期日，视天气而定"),),
            )
        ),
        Table(
            (
                (words("航线"), words("小时"), words("票价"), words("首航")),
                (words("卑尔根"), words("18"), words("940"), words("五月四日")),
                (words("勒威克"), words("7"), words("380"), words("五月六日")),
                (words("托尔斯港"), words("21"), words("1,120"), words("五月十二日")),
            ),
            headers=1,
            caption="航程与票价",
        ),
        paragraph("船长说，票价九年未变；窗口在清晨六点开放，排队的人带着热茶、行李和猫 🐈。"),
    ),
)

SHORT = (
    ("Negotiators ask for a shared grain store", "Kitchen Science", ("trade", "diplomacy"), 2),
    ("The lost glacier record is found in an attic", "The Observatory", ("climate", "science"), 5),
    ("Ein Dorf lernt löten", "Field Notes Daily", ("dörfer", "handwerk"), 6),
    ("Chip makers test plain-text mail", "Granite Tribune", ("chips", "email"), 8),
    ("Хлеб, соль и медленный интернет", "Civic Lens", ("хлеб", "интернет"), 9),
    ("What borrowed violins taught Eastmere", "Paper Kite", ("music", "schools"), 11),
    ("Street cooks return to the square", "Kitchen Science", ("food", "cities"), 12),
    ("العبّارات تعود إلى الموانئ الشمالية", "Harbour Courier", ("ferries",), 14),
    ("A quiet year for the hour record", "Paper Kite", ("cycling", "sports"), 20),
)


def fill(cache: Cache, now: datetime = NOW) -> None:
    """Stores all of them, each under a feed of its site's name."""
    short = tuple(
        Document((paragraph(f"{title}. The whole story follows when it is known."),), title=title, site=site, tags=tags,
                 url=f"https://short.example/{hours}", published=NOW - timedelta(hours=hours))
        for title, site, tags, hours in SHORT
    )  # fmt: skip
    for document in (FERRIES, TABLES, CHINESE, *short):
        feed = cache.add_feed(f"https://feeds.example/{document.site.replace(' ', '-')}", document.site)
        cache.store(feed.id, [Draft(document.url or "", document)], now=now)
    hits = cache.find(Filter())
    rows = cache.rows(hits, 0, hits.count)
    cache.set_read([row.id for row in rows if row.title.startswith(("Ein Dorf", "What borrowed", "Street"))])
    cache.set_starred([row.id for row in rows if row.title.startswith(("The lost", "What borrowed"))])
