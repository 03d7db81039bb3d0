"""Pages that are no articles and articles that look like them, made up: what is expected of each beside it."""

from __future__ import annotations

from tui.news.types import PageKind

_TOWNS = ("Ahaus", "Belem", "Cork", "Delft", "Exeter")
_THINGS = ("wall", "bridge", "ferry", "school", "market")
NAV = "<nav><ul>" + "".join(f"<li><a href=/s{n}>Section {n}</a></li>" for n in range(8)) + "</ul></nav>"
FOOT = "<footer><p>© 2024 Example Media. All rights reserved.</p><a href=/privacy>Privacy</a></footer>"
ARTICLE = '<meta property="og:type" content="article">'
PASSWORD = "<form><input type=email><input type=password></form>"


def prose(seed: int, sentences: int = 4) -> str:
    """A paragraph of so many sentences, another for each seed."""
    return f"<p>{' '.join(_sentence(seed + at) for at in range(sentences))}</p>"


def _sentence(seed: int) -> str:
    town, thing = _TOWNS[seed % 5], _THINGS[seed * 3 % 5]
    return f"The council of {town} met on day {seed} about the {thing} and agreed that it must be mended, said Ann Lee."


def page(title: str, body: str, head: str = "") -> str:
    """A whole page with a menu and a foot."""
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>"


def card(number: int, tag: str = "h3") -> str:
    """A picture, a headline that links and a summary, in a box."""
    link = f"href=/2024/05/{number}/ships-{number}"
    summary = f"The council of town {number} met on Thursday and agreed that the wall must be mended before the winter."
    headline = f"<{tag}><a {link}>Town {number} mends its wall</a></{tag}>"
    return f"<div class=card><a {link}><img src=/i.jpg></a>{headline}<p>{summary}</p></div>"


def cards(count: int, tag: str = "h3") -> str:
    """So many of them."""
    return "".join(card(number, tag) for number in range(count))


def article(title: str, *parts: str, head: str = "") -> str:
    """A page with an article."""
    return page(title, f"<article><h1>{title}</h1>{''.join(parts)}</article>", head)


HOMES = {
    "cards": page("Example News", cards(20)),
    "a section": page("Politics | Example", f"<h1>Politics</h1>{cards(12, 'h2')}<a rel=next href=?page=2>Older</a>"),
    "summaries without cards": page(
        "Sports",
        "".join(f"<h3><a href=/s/{n}>Town {n} won again on Sunday evening</a></h3>{prose(n, 1)}" for n in range(12)),
    ),
    "a blog": page(
        "The sea", "".join(f"<article><h2><a href=/p{n}>Post {n}</a></h2>{prose(n, 3)}</article>" for n in range(10))
    ),
    "an author": page("Ann Lee", f"<h1>Ann Lee</h1><p>Ann Lee was born in Cork and writes about walls.</p>{cards(10)}"),
    "links alone": page("News", "".join(f"<div><a href=/a{n}>Town {n} mends its wall</a></div>" for n in range(20))),
    "a search": page(
        "Search results for wall", "".join(f"<div><a href=/a{n}>Wall {n}</a>{prose(n, 1)}</div>" for n in range(10))
    ),
    "files": page(
        "Index of /files", "<pre>" + "".join(f"<a href=f{n}>f{n}</a> 01-May-2024\n" for n in range(20)) + "</pre>"
    ),
    "Japanese": page(
        "例新聞", "".join(f"<li><a href=/a{n}><h3>港の古い壁の修理を町議会が決定{n}</h3></a></li>" for n in range(20))
    ),
}
WALLS = {
    "Subscribe to continue reading": "Get unlimited access for 1 € a month.",
    "This content is reserved for subscribers only.": "Subscribe now to access this story and more.",
    "Jetzt weiterlesen mit Beispiel+": "Alle Artikel. Jederzeit kündbar.",
    "Il vous reste 85.5% de cet article à lire.": "La suite est réservée aux abonnés.",
    "Exclusivo para suscriptores": "Suscríbete para seguir leyendo.",
    "Abbonati per continuare a leggere": "Contenuto riservato agli abbonati.",
    "Lees verder met een abonnement": "Dit artikel is exclusief voor abonnees.",
    "Bli prenumerant för att läsa vidare": "Det här är en artikel för prenumeranter.",
    "この記事は有料会員限定です": "続きを読むには会員登録が必要です。",
}
APART: list[tuple[PageKind, str, str]] = [
    *((PageKind.HOME, name, html) for name, html in HOMES.items()),
    *(
        (
            PageKind.PAYWALL,
            title,
            article("Council mends wall", prose(1, 2), f"<h2>{title}</h2><p>{offer}</p>", head=ARTICLE),
        )
        for title, offer in WALLS.items()
    ),
    (PageKind.LOGIN, "login", page("Log in | Example", f"<h1>Log in</h1>{PASSWORD}<p>Forgot your password?</p>")),
    (PageKind.LOGIN, "long login", page("Sign in to your account", f"<h1>Sign in</h1>{PASSWORD}{prose(1, 2)}")),
    (PageKind.LOGIN, "connexion", page("Connexion", f"<h1>Se connecter</h1>{PASSWORD}<p>Mot de passe oublié ?</p>")),
    (PageKind.LOGIN, "sesión", page("Iniciar sesión", f"<h1>Inicia sesión</h1>{PASSWORD}<p>Olvidé mi contraseña</p>")),
    (PageKind.ERROR, "not found", page("Page not found", f"<h1>404</h1><p>Read one of these instead.</p>{cards(6)}")),
    (PageKind.ERROR, "oops", page("Example", "<h1>Oops! Something went wrong</h1><p>Try again later.</p>")),
    (PageKind.ERROR, "non trovata", page("Pagina non trovata", "<h1>Pagina non trovata</h1><p>Non esiste più.</p>")),
    (PageKind.ERROR, "robot", page("Are you a robot?", "<p>Our systems have detected unusual traffic.</p>")),
    (
        PageKind.ERROR,
        "region",
        page("Unavailable in your region", "<h1>451: Unavailable for legal reasons</h1>" + prose(1, 2)),
    ),
    (
        PageKind.CONSENT,
        "cookies",
        page(
            "beispiel.de",
            "<h1>Mit Werbung weiterlesen</h1><p>Besuchen Sie beispiel.de wie gewohnt mit Werbung. Zustimmung in der "
            "Datenschutzerklärung widerrufbar. Wir und unsere Partner speichern etwa Cookies auf Ihrem Gerät "
            "mit Ihrer Einwilligung.</p><button>Akzeptieren und weiter</button><p>oder Abo für 3,99 € ohne Cookies</p>",
        ),
    ),
    (
        PageKind.VIDEO,
        "video",
        page(
            "Ships",
            f"<h1>Ships</h1><video src=/v></video>{cards(4)}",
            '<meta property="og:type" content="video.other">',
        ),
    ),
    (
        PageKind.PRODUCT,
        "coat",
        page(
            "Coat",
            f"<h1>Coat</h1>€ 79 {prose(1, 4)}",
            '<script type="application/ld+json">{"@type": "Product"}</script>',
        ),
    ),
    (PageKind.EMPTY, "scripts", page("Example", "<div id=root></div>")),
    (
        PageKind.EMPTY,
        "newsletters",
        page("Newsletters", "<h1>Our newsletters</h1><input type=email><p>Choose some.</p>"),
    ),
    (PageKind.ARTICLE, "short", article("Council mends wall", prose(1, 2), head=ARTICLE)),
    (PageKind.ARTICLE, "no marks", f"<title>A note</title><h1>A note</h1>{prose(1)}{prose(5)}"),
    (PageKind.ARTICLE, "on logins", article("Bank changes how customers sign in", prose(1, 2), head=ARTICLE)),
    (PageKind.ARTICLE, "on a search", article("Missing sailor not found", prose(1, 2), head=ARTICLE)),
    (PageKind.ARTICLE, "on cookies", article("Why consent to cookies annoys", prose(1), prose(5))),
    (
        PageKind.ARTICLE,
        "beside cards",
        article("Council mends wall", prose(1), prose(5), prose(9)) + f"<aside>{cards(30)}</aside>",
    ),
    (
        PageKind.ARTICLE,
        "live",
        page("Storm", "".join(f"<article><h2>Town {n}</h2>{prose(n, 3)}</article>" for n in range(12))),
    ),
    (
        PageKind.ARTICLE,
        "list",
        article("Ten walls", *(f"<h2><a href=/w{n}>Wall {n}</a></h2>{prose(n, 3)}" for n in range(10))),
    ),
    (
        PageKind.ARTICLE,
        "forum",
        page("A wall?", "<h1>A wall?</h1>" + "".join(f"<div>{prose(n, 2)}</div>" for n in range(8))),
    ),
]
"""What each page is, its name, and its markup."""
