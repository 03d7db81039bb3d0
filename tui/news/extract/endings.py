"""Lines behind which no article goes on, in the languages of the news: comments, related links, tags, copyright."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 90
"""Characters of such a line."""
COMMENTED: Final = 1000.0
"""What a line that opens the comments or reserves all rights takes from a run: nothing behind makes up for it."""
ENDED: Final = 60.0
"""What any other such line takes, as much as twenty short lines: some stand in the midst of articles."""

_COMMENTS = re.compile(
    r"\W*(?:(?:top rated|all|show|view|read|see|hide|most recent|latest|alle|voir|ver) )?(?:the |les |los |"
    r"os )?(?:\d[\d.,]* )?(?:comments?|responses?|replies|kommentare?|leserkommentare|ergänzungen|leserbriefe|"
    r"commentaires?|réactions?|comentarios?|comentários?|commenti|reacties|kommentarer?|yorum(?:lar)?|"
    r"komentar(?:ze|i|e)|комментари[ий]|коментар[іи]|コメント|댓글|评论|評論|bình luận|"
    r"ý kiến)\b[ :(\[]{0,3}\d*[)\]]?\W*$|\W*(?:(?:click here to|leave|post|write|add|submit|read and post) (?:a |"
    r"your )?(?:comments?|reply|response)|join the (?:conversation|discussion)|you must (?:be|log)|"
    r"log ?in to (?:comment|leave)|share or comment on|have your say|schreiben sie (?:einen|ihren) kommentar|"
    r"kommentar (?:schreiben|verfassen|hinzufügen)|laisser un commentaire|ajouter un commentaire|deja (?:un|"
    r"tu) comentario|deixe (?:um|seu) comentário|lascia un commento|skriv (?:en )?kommentar|yorum (?:yap|yaz))",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"\W*(?:related\b|more (?:great )?(?:\w+ )?(?:from|stories|news|on this|in|like this|posts|articles)\b|"
    r"you (?:may|might) (?:also|like)|recommended|read (?:next|these next|more|also|this next)\b|most (?:read|"
    r"popular|viewed|commented)|trending|top stories|latest (?:news|stories|posts|articles)|don't miss|newsletter|"
    r"sign up (?:for|to)|subscribe\b|follow us|follow @|about (?:us|the author)|contact the author|"
    r"published (?:in|under)|share this|share on|tags?\s*[:：]|topics?\s*[:：]|filed under|posted (?:in|by)|"
    r"tags? #|categories|category\s*:|previous (?:post|article|story)|next (?:post|article|story)|mehr (?:zum|"
    r"zu diesem) thema|das könnte sie|auch interessant|lesen sie (?:auch|mehr)|lest auch|weitere (?:artikel|"
    r"beiträge|informationen|nachrichten|themen|meldungen)|verwandte (?:artikel|themen)|themen\b|schlagw[oö]rter|"
    r"über (?:den|die) autor|zur startseite|artikel (?:verschenken|teilen|drucken)|meistgelesen|sur le même|"
    r"à lire (?:aussi|également)|lire aussi|voir aussi|articles? (?:liés?|similaires?)|les plus lus|mots[- ]clés|"
    r"partager|te puede|relacionad|lee también|lea también|noticias relacionad|más (?:sobre|leíd|noticias|en)|"
    r"etiquetas|temas\b|compartir|leia (?:também|mais)|veja também|mais (?:lidas|notícias)|assuntos|leggi anche|"
    r"potrebbe interessarti|i più letti|argomenti|lees ook|meer over|meest gelezen|les (?:også|mer)|læs også|"
    r"läs (?:mer|också|även)|mer om|ämnen|emner|ilgili (?:haberler|konular)|bu haberi|bunlar da|etiketler|"
    r"czytaj (?:też|także|więcej)|zobacz (?:też|także)|tagi|читайте (?:также|ещё)|по теме|теги|похожие|"
    r"читайте також|関連|次(?:の)?ページ|次へ|あわせて読みたい|おすすめ|キーワード|ランキング|タグ|トピックス|"
    r"관련 ?(?:기사|뉴스)|주요 ?뉴스|많이 본|相关|相關|推荐|延伸閱讀|この記事は|続きを読む|ログイン|会員登録|"
    r"il vous reste \d|leggi e commenta|artigos relacionados|artículos relacionados|artikel zum thema|"
    r"deine meinung|jetzt (?:bestellen|abonnieren|spenden)|(?:about|sobre|über|om|over) (?-i:[A-Z]\w+ [A-Z]\w+$)|"
    r"xem thêm|tin liên quan|tags|từ khóa|baca juga|artikel terkait|topik|(?:©|\(c\) |copyright\b|"
    r"all rights reserved))",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\W*(?:©|\(c\)|copyright\b).{0,80}(?:rights reserved|alle rechte|riservata|droits réservés|derechos reservados|"
    r"direitos reservados|無断)",
    re.IGNORECASE,
)


def ending(words: str) -> float:
    """What a line takes from the run of an article that it stands in; 0 for lines of any other kind."""
    if _RIGHTS.match(words):
        return COMMENTED
    if len(words) > LONGEST:
        return 0.0
    return COMMENTED if _COMMENTS.match(words) else ENDED if _BEYOND.match(words) else 0.0
