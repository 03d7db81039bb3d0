"""The names of months and weekdays in the languages news is written in, lower case, long and short forms.

From Unicode CLDR: names of one word; a name that would stand for two months in two languages is not here.
"""

from __future__ import annotations

import re
import unicodedata

_MONTHS = (
    "january jan januar janvier janv enero ene gennaio gen janeiro gener januari janúar tammikuuta tammi tammikuu "
    "jaanuar jaan janvāris sausio saus sausis stycznia sty styczeń ledna led leden januára január януари яну "
    "января янв январь січня січ січень ianuarie ian ιανουαρίου ιαν ιανουάριος ocak oca जनवरी जन يناير jänner",
    "february feb februar février févr febrero febbraio fevereiro fev febrer febr februari febrúar helmikuuta "
    "helmi helmikuu veebruar veebr februāris vasario vas vasaris lutego lut luty února úno únor februára február "
    "февруари фев февраля февр февраль лютого лют лютий februarie φεβρουαρίου φεβ φεβρουάριος şubat şub फ़रवरी "
    "फ़र فبراير",
    "march mar märz mär mars marzo março març maart mrt marts maaliskuuta maalis maaliskuu märts kovo kov kovas "
    "marca marzec března bře březen marec март марта мар березня бер березень martie március márc μαρτίου μαρ "
    "μάρτιος μάρ mart machi mac maret मार्च مارس",
    "april apr avril avr abril abr aprile d’abril d’abr apríl huhtikuuta huhti huhtikuu aprill aprīlis balandžio "
    "bal balandis kwietnia kwi kwiecień dubna dub duben apríla април апр апреля апрель квітня квіт квітень "
    "aprilie április ápr απριλίου απρ απρίλιος nisan nis aprili अप्रैल أبريل",
    "may mai mayo maggio mag maio maig mei maj maí toukokuuta touko toukokuu maijs gegužės geg gegužė maja května "
    "kvě květen mája máj май мая травня трав травень május μαΐου μαΐ μάιος μάι mayıs मई مايو",
    "june jun juni juin junio giugno giu junho juny júní jún kesäkuuta kesä kesäkuu juuni jūnijs jūn birželio "
    "birž birželis czerwca cze czerwiec června čvn červen júna junij юни июня июн июнь червня черв червень iunie "
    "iun június ιουνίου ιουν ιούνιος ιούν haziran haz जून يونيو",
    "july jul juli juillet juil julio luglio lug julho juliol júlí júl heinäkuuta heinä heinäkuu juuli jūlijs jūl "
    "liepos liep liepa lipca lip lipiec července čvc červenec júla julij юли июля июл июль липня лип липень iulie "
    "iul július ιουλίου ιουλ ιούλιος ιούλ temmuz tem julai जुलाई जुल يوليو",
    "august aug août agosto ago d’agost d’ag agost ag augustus augusti ágúst ágú elokuuta elo elokuu augusts "
    "rugpjūčio rugp rugpjūtis sierpnia sie sierpień srpna srp srpen augusta avgust avg август авг августа серпня "
    "серп серпень augusztus αυγούστου αυγ αύγουστος αύγ ağustos ağu agosti agustus agu ogos ogo अगस्त अग أغسطس",
    "september sep sept septembre septiembre settembre set setembro setembre syyskuuta syys syyskuu septembris "
    "rugsėjo rugs rugsėjis września wrz wrzesień září zář septembra септември сеп сентября сент сентябрь вересня "
    "вер вересень septembrie szeptember szept σεπτεμβρίου σεπ σεπτέμβριος eylül eyl septemba सितंबर सित سبتمبر",
    "october oct oktober okt octobre octubre ottobre ott outubro out d’octubre d’oct október lokakuuta loka "
    "lokakuu oktoober oktobris spalio spal spalis października paź październik října říj říjen októbra октомври "
    "окт октября октябрь жовтня жовт жовтень octombrie οκτωβρίου οκτ οκτώβριος ekim eki oktoba अक्टूबर अक्टू "
    "أكتوبر",
    "november nov novembre noviembre novembro nóvember nóv marraskuuta marras marraskuu novembris lapkričio lapkr "
    "lapkritis listopada lis listopad listopadu novembra ноември ное ноября нояб ноябрь листопада лист листопад "
    "noiembrie νοεμβρίου νοε νοέμβριος νοέ kasım kas novemba नवंबर नव نوفمبر",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desembre des desember joulukuuta "
    "joulu joulukuu detsember dets decembris gruodžio gruod gruodis grudnia gru grudzień prosince pro prosinec "
    "decembra декември дек декабря декабрь грудня груд грудень decembrie δεκεμβρίου δεκ δεκέμβριος aralık ara "
    "desemba disember dis दिसंबर दिस ديسمبر",
)  # fmt: skip
_WEEKDAYS = (
    "monday mon montag mo lundi lun lunes lunedì segunda-feira seg dilluns dl maandag ma måndag mån mandag man "
    "mánudagur mán maanantaina maanantai esmaspäev pirmdiena pirmd pirmadienis pr poniedziałek pon pondělí po "
    "pondelok ponedeljek понеделник пн понедельник понеділок luni hétfő δευτέρα δευ pazartesi pzt jumatatu senin "
    "sen isnin isn सोमवार सोम الاثنين",
    "tuesday tue dienstag di mardi mar martes martedì terça-feira ter dimarts dt dinsdag tisdag tis tirsdag tir "
    "tirs þriðjudagur þri tiistaina ti tiistai teisipäev otrdiena otrd antradienis an wtorek wt úterý út utorok "
    "ut torek вторник вт вівторок marți kedd τρίτη τρί salı sal jumanne selasa sel मंगलवार मंगल الثلاثاء tues",
    "wednesday wed mittwoch mi mercredi mer miércoles mié mercoledì quarta-feira qua dimecres dc woensdag wo "
    "onsdag ons miðvikudagur mið keskiviikkona ke keskiviikko kolmapäev trešdiena trešd trečiadienis tr środa śr "
    "středa st streda sreda sre сряда ср среда середа miercuri mie szerda sze τετάρτη τετ çarşamba çar jumatano "
    "rabu rab बुधवार बुध الأربعاء",
    "thursday thu donnerstag do jeudi jeu jueves jue giovedì gio quinta-feira qui dijous dj donderdag torsdag "
    "tors fimmtudagur fim torstaina to torstai neljapäev ceturtdiena ceturtd ketvirtadienis kt czwartek czw "
    "čtvrtek čt štvrtok četrtek čet четвъртък чт четверг четвер joi csütörtök cs πέμπτη πέμ perşembe per alhamisi "
    "kamis kam khamis kha गुरुवार गुरु الخميس thur thurs tor",
    "friday fri freitag fr vendredi ven viernes vie venerdì sexta-feira sex divendres dv vrijdag vr fredag fre "
    "föstudagur fös perjantaina pe perjantai reede piektdiena piektd penktadienis pn piątek pt pátek pá piatok pi "
    "petek pet петък пт пятница пʼятниця vineri vin péntek παρασκευή παρ cuma cum ijumaa jum jumaat शुक्रवार "
    "शुक्र الجمعة",
    "saturday sat samstag sa samedi sam sábado sáb sabato sab dissabte ds zaterdag za lördag lör lørdag lør "
    "laugardagur lau lauantaina la lauantai laupäev sestdiena sestd šeštadienis sobota sob събота сб суббота "
    "субота sâmbătă sâm szombat szo σάββατο σάβ cumartesi cmt jumamosi sabtu शनिवार शनि السبت so",
    "sunday sun sonntag dimanche dim domingo dom domenica diumenge dg zondag zo söndag sön søndag søn sunnudagur "
    "sunnuntai su pühapäev svētdiena svētd sekmadienis sk niedziela niedz neděle ne nedeľa nedelja ned неделя нд "
    "воскресенье вс неділя duminică dum vasárnap κυριακή κυρ pazar paz jumapili minggu min ahad ahd रविवार रवि "
    "الأحد so",
)  # fmt: skip

_ACCENTS = re.compile("[\u0300-\u036f]")


def folded(name: str) -> str:
    """A name as the tables have it: lower case, without accents (many pages leave them out) and the dot after it."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", name.lower())).rstrip(".")


MONTHS = {folded(name): number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
"""The number of a month, 1 to 12, by each of its folded names."""
WEEKDAYS: dict[str, frozenset[int]] = {}
"""The days that a folded name stands for, Monday 0 (`so` is Sunday in German and Saturday in Czech)."""
for _day, _names in enumerate(_WEEKDAYS):
    for _name in map(folded, _names.split()):
        WEEKDAYS[_name] = WEEKDAYS.get(_name, frozenset()) | {_day}
