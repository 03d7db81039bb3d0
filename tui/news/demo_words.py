"""The words of the made-up library: ours, about places and people that do not exist."""

from __future__ import annotations

SITES = (
    "Harbour Courier", "Northern Ledger", "The Lantern", "Example Wire", "Salt & Signal", "Meridian Post",
    "Open Kernel Weekly", "Field Notes Daily", "The Slow Gazette", "Tidewater Herald", "Civic Lens", "Orbit Bulletin",
    "The Quiet Page", "Granite Tribune", "Kitchen Science", "Paper Kite", "Rail & Road", "Second Draft",
    "The Observatory", "Valley Dispatch",
)  # fmt: skip
AUTHORS = (
    "Mara Lindqvist", "Tomás Arreola", "Ines Okafor", "Jun Takeda", "Priya Raman", "Oskar Bielski", "Leila Haddad",
    "Nils Aaltonen", "Chidi Eze", "Rosa Quintero", "Anya Volkova", "Sam Whitlock", "Elif Kaya", "Bram de Wit",
)  # fmt: skip
PLACES = (
    "Port Arlen", "Veyra", "Lower Kessel", "Tamsin Bay", "the Oran Valley", "Brightwater", "New Halden", "Cape Sorrel",
    "the Ister delta", "Marrow Hill", "Quillan", "the Auber plateau", "Stonemouth", "Eastmere", "Ravna", "Fennick",
)  # fmt: skip
SECTIONS = {
    "World": ("diplomacy", "trade", "elections", "border", "treaty", "refugees", "summit", "aid"),
    "Science": ("astronomy", "climate", "biology", "oceans", "physics", "medicine", "archaeology", "space"),
    "Technology": ("open source", "chips", "privacy", "browsers", "batteries", "networks", "terminals", "databases"),
    "Business": ("markets", "energy", "shipping", "startups", "wages", "banks", "housing", "farming"),
    "Culture": ("books", "film", "music", "museums", "theatre", "radio", "food", "design"),
    "Sports": ("cycling", "rowing", "football", "chess", "climbing", "sailing", "athletics", "tennis"),
    "Cities": ("transport", "schools", "water", "parks", "bridges", "libraries", "planning", "trams"),
}
"""Sections and their commonest tags."""
SUBJECTS = {
    "World": ("Negotiators", "Two foreign ministers", "Election observers", "Aid convoys", "Border mayors"),
    "Science": ("Astronomers", "A team of divers", "Geologists", "Field biologists", "Volunteers with rain gauges"),
    "Technology": ("Maintainers", "A four-person start-up", "Chip makers", "Browser developers", "Network engineers"),
    "Business": ("Shipowners", "Small farmers", "Night-shift workers", "The savings banks", "Turbine builders"),
    "Culture": ("A travelling choir", "Radio amateurs", "Museum guards", "Young printmakers", "Street cooks"),
    "Sports": ("The women's eight", "Climbers", "A fifteen-year-old", "The home side", "Lone sailors"),
    "Cities": ("Tram drivers", "The city council", "School gardeners", "Bridge inspectors", "Librarians"),
}
HEADLINES = (
    "{subject} in {place} agree on {thing}", "{subject} find {thing} where nobody looked",
    "Why {place} is betting on {thing}", "{place}: {subject_low} ask for {thing}",
    "What {thing} taught {place}", "{subject} return to {place} after {number} years",
    "“We had stopped hoping”: how {thing} came back to {place}", "{number} questions about {thing}, answered",
    "{subject} warn of delays to {thing}", "A quiet year for {thing} ends loudly in {place}",
    "The long road from {place} to {thing}", "{subject} test {thing} in {place}",
    "In {place}, {thing} starts before sunrise", "{place} says no to {thing}, for now",
    "How {subject_low} keep {thing} alive",
)  # fmt: skip
THINGS = {
    "World": ("a two-year truce", "the river treaty", "open crossings", "a shared grain store", "the fishing accord"),
    "Science": (
        "a second moon map",
        "coral nurseries",
        "the lost glacier record",
        "a quieter telescope",
        "slow clocks",
    ),
    "Technology": (
        "repairable phones",
        "a smaller kernel",
        "plain-text mail",
        "the offline web",
        "memory-safe drivers",
    ),
    "Business": ("night freight", "community batteries", "a four-day week", "cheaper credit", "the second harvest"),
    "Culture": ("hand-set type", "the open-air library", "a three-hour silent film", "borrowed violins", "rye bread"),
    "Sports": ("the coastal regatta", "a new hour record", "the winter league", "clean climbing", "blitz chess"),
    "Cities": ("the ring tram", "free ferries", "shade trees", "the old aqueduct", "a car-free Sunday"),
}
OPENINGS = (
    "{subject} in {place} met this week to decide what becomes of {thing}, and few expected them to agree.",
    "It began with a letter from {place}, three pages long, about {thing}.",
    "By six in the morning the square in {place} was full, and the talk was only of {thing}.",
    "{place} has waited {number} years for {thing}; on Tuesday the waiting ended.",
    "Nobody in {place} can say exactly when {thing} turned from a joke into a plan.",
)
SENTENCES = (
    "“We counted twice, and then once more because nobody believed the number,” said {author}, who keeps the records.",
    "The costs are put at {number} million crowns, a third of which is to come from the province.",
    "Similar attempts failed in {place} some {number} years ago, mostly for lack of spare parts.",
    "Early figures point to a rise of {number} per cent, though the sample is small and the season was mild.",
    "Critics say that {thing} helps those who need it least; supporters answer that doing nothing has a price too.",
    "A spokeswoman in {place} declined to comment before the committee meets on Thursday.",
    "Those who remember the first years speak of cold rooms, borrowed tools and a great deal of soup.",
    "The report, {number} pages long and written in unusually plain words, names neither winners nor culprits.",
    "For {place} the question is less whether {thing} works than who repairs it in February.",
    "Measured over a decade, the change is slow enough to be missed and steady enough to matter.",
    "Not everyone is convinced: at the last meeting {number} of those present voted against.",
    "The method is old, the machines are new, and the patience, as {author} puts it, has to be learned each time.",
    "Trains between {place} and the coast will run every {number} minutes until the work is done.",
    "On the wall hangs a map on which somebody has marked, in pencil, every place where {thing} was tried.",
    "Whoever walks through {place} today notices first how quiet it has become.",
    "The data are public, and within a day readers had found two mistakes, both small, both since corrected.",
    "What happens next depends on the weather, on the vote and on a bolt that has to be ordered from abroad.",
    "“Ask me again in {number} years,” {author} says, and laughs.",
    "A second trial is planned for autumn, with more sensors and fewer speeches.",
    "In the end it was the pupils who counted, sorted and labelled everything.",
)
ADJECTIVES = (
    "old", "new", "open", "slow", "green", "inner", "outer", "coastal", "northern", "southern", "public", "local",
    "rural", "urban", "winter", "summer", "night", "early", "late", "small", "global", "common", "shared", "silent",
    "heavy", "light", "deep", "dry", "free", "joint", "long", "lost", "minor", "noble", "plain", "quiet", "rapid",
    "sharp", "steady", "upper", "vivid", "warm", "young", "amber", "blue", "civil", "daily", "eastern", "formal",
    "gentle",
)  # fmt: skip
NOUNS = (
    "grid", "harbour", "valley", "council", "market", "archive", "bridge", "canal", "choir", "census", "debt", "delta",
    "engine", "ferry", "fibre", "forest", "garden", "glacier", "harvest", "island", "journal", "kernel", "labour",
    "ledger", "lighthouse", "locks", "meadow", "mill", "mining", "mountain", "network", "orchard", "paper", "pension",
    "pilot", "plaza", "port", "quarry", "radio", "railway", "reef", "rent", "river", "robot", "salt", "satellite",
    "school", "seed", "sensor", "signal", "solar", "square", "steel", "storm", "strike", "studio", "survey", "tax",
    "tide", "timber", "tower", "tunnel", "turbine", "union", "vaccine", "village", "vote", "water", "weather", "wheat",
    "wind", "wool", "workshop", "yard", "youth", "zoning", "border", "budget", "camera", "clinic", "compost", "court",
    "crops", "drone", "estate", "festival", "fishery", "frost", "gallery", "handbook", "herring", "inquiry", "insects",
    "kitchen", "lecture", "maps", "nursery", "patent", "pollen", "quota",
)  # fmt: skip
FOREIGN: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "de": (
        ("Überlandbahn nach Fennick fährt wieder", "Größter Stausee füllt sich langsam", "Ein Dorf lernt löten"),
        ("Die Züge fahren stündlich, sagte eine Sprecherin, und zwar auch bei Schnee.",
         "Über die Kosten schweigt der Gemeinderat, die Bürgerinnen und Bürger rechnen selbst.",
         "Früher war hier eine Mühle; heute stehen Werkbänke am Fenster."),
        ("bahn", "wasser", "dörfer"),
    ),
    "fr": (
        ("À Quillan, la bibliothèque ouvre la nuit", "Le tramway retrouve sa forêt", "Éloge de la lenteur"),
        ("Les élèves ont compté les oiseaux pendant tout l'été, sans en oublier un seul.",
         "Le rapport, publié mardi, ne désigne ni gagnants ni coupables.",
         "On y entre par une porte étroite, on en sort avec trois livres."),
        ("bibliothèques", "forêt", "été"),
    ),
    "es": (
        ("El puerto de Veyra estrena transbordador", "Un año sin humo en el valle", "La orquesta que presta violines"),
        ("Nadie recordaba un otoño tan tranquilo, dijo la alcaldesa.",
         "El informe tiene doscientas páginas y un solo gráfico.",
         "Mañana se vota, y pasado mañana se empieza a cavar."),
        ("puerto", "otoño", "música"),
    ),
    "ru": (
        ("Ночной поезд вернулся в Равну", "Астрономы открыли старую обсерваторию", "Хлеб, соль и медленный интернет"),
        ("Жители ждали этого двадцать лет и вышли на платформу с цветами.",
         "Отчёт написан простыми словами, в нём нет ни одного лишнего числа.",
         "Осенью начнутся новые испытания, если позволит погода."),
        ("поезда", "наука", "хлеб"),
    ),
    "el": (
        ("Το πλοίο της γραμμής γύρισε", "Μια βιβλιοθήκη δίπλα στη θάλασσα", "Οι δάσκαλοι φυτεύουν δέντρα"),
        ("Το νησί περίμενε δέκα χρόνια αυτό το δρομολόγιο.",
         "Η έκθεση γράφτηκε με απλά λόγια και διαβάζεται σε ένα απόγευμα."),
        ("θάλασσα", "νησιά"),
    ),
    "ja": (
        ("港町の小さな図書館、夜も開館へ", "雪の鉄道が十年ぶりに再開", "静かな望遠鏡が見つけた光 ✨"),
        ("町の人々は朝早くから駅に集まり、最初の列車を待っていた。",
         "報告書は短く、わかりやすい言葉で書かれている。",
         "次の実験は秋に予定されているが、天候しだいだという。"),
        ("図書館", "鉄道", "天文"),
    ),
    "zh": (
        ("海港小镇迎来第一班夜间渡轮", "老水渠重新通水", "一间开到深夜的图书馆"),
        ("居民们等待了二十年，终于在星期二早上听到了汽笛声。",
         "报告用简单的语言写成，没有多余的数字。",
         "下一次试验计划在秋天进行。"),
        ("图书馆", "渡轮", "水利"),
    ),
    "ko": (
        ("항구 마을 도서관, 밤에도 문 연다", "십 년 만에 돌아온 산악 열차", "느린 시계를 만드는 사람들"),
        ("주민들은 아침 일찍부터 역에 모여 첫 열차를 기다렸다.",
         "보고서는 짧고 쉬운 말로 쓰였다."),
        ("도서관", "열차"),
    ),
    "ar": (
        ("مكتبة الميناء تفتح أبوابها ليلاً", "القطار الجبلي يعود بعد عشر سنوات", "حديقة صغيرة في قلب المدينة"),
        ("تجمع السكان منذ الصباح الباكر في انتظار القطار الأول.",
         "كُتب التقرير بلغة بسيطة لا تخفي شيئاً."),
        ("مكتبات", "قطارات"),
    ),
    "hi": (
        ("बंदरगाह का पुस्तकालय अब रात में भी खुलेगा", "दस साल बाद लौटी पहाड़ी रेल", "धीमी घड़ियों के कारीगर"),
        ("लोग सुबह से ही पहली रेलगाड़ी का इंतज़ार कर रहे थे।",
         "रिपोर्ट सरल शब्दों में लिखी गई है।"),
        ("पुस्तकालय", "रेल"),
    ),
    "th": (
        ("ห้องสมุดริมท่าเรือเปิดถึงเที่ยงคืน", "รถไฟสายภูเขากลับมาอีกครั้ง", "สวนเล็กกลางเมืองใหญ่ 🌱"),
        ("ชาวบ้านมารอรถไฟขบวนแรกตั้งแต่เช้ามืด",
         "รายงานเขียนด้วยภาษาที่เข้าใจง่าย"),
        ("ห้องสมุด", "รถไฟ"),
    ),
}  # fmt: skip
"""Other languages: headlines, sentences, tags."""
