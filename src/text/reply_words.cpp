#include "text/reply_words.hpp"

#include <algorithm>
#include <span>

#include "text/character_sets.hpp"
#include "text/fold.hpp"
#include "text/reply_phrases.hpp"
#include "text/utf8.hpp"

namespace text {
using namespace phrases;
namespace {

constexpr std::size_t longest_introduction = 400, longest_mobile_signature = 70;

// "wrote" in the sentence that introduces a quote; folded, so without accents.
constexpr std::string_view wrote[] = {
    "wrote",       "writes",   "schrieb",    "hat geschrieben",
    "a ecrit",     "ecrit",    "escribio",   "escreveu",
    "ha scritto",  "schreef",  "geschreven", "skrev",
    "kirjoitti",   "napisal",  "napsal",     "napisao",
    "je pisao",    "написал",  "пишет",      "писал",
    "написав",     "пише",     "εγραψε",     "yazdi",
    "yazmis",      "irta",     "a scris",    "skrifaði",
    "skrifadi",    "rase",     "rakstija",   "kirjutas",
    "写道",        "寫道",     "写到",       "書きました",
    "のメール",    "さんは",   "님이 작성",  "작성",
    "썼습니다",    "đa viet",  "da viet",    "menulis",
    "كتب",         "כתב",      "เขียน",       "ha escrit",
    "idatzi",      "escribiu", "shkroi",     "pisze",
    "נכתב",        "نوشت",     "a ecrit ",   "ने लिखा",
    "लिखा",        "skrifa",   "je napisal", "napisala",
    "napisala(a)", "schrijft", "scrive",
};

// How such a sentence begins when it does not begin with the date itself.
constexpr std::string_view beginnings[] = {
    "on ",   "am ",     "le ",   "el ",       "il ",  "in data ", "op ",  "em ",   "den ",
    "dnia ", "w dniu ", "dne ",  "dana ",     "dana", "na ",      "a ",   "la ",   "pe ",
    "în ",   "in ",     "στις ", "tarihinde", "на ",  "в ",       "vao ", "pada ", "tanggal ",
    "在",    "于",      "於",    "ב",         "في ",  "mesaj ",   "vom ", "du ",   "από ",
};

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.starts_with(word); });
}

bool ends_with_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.ends_with(word); });
}

std::size_t numbers(std::string_view text) {
    std::size_t count = 0;
    bool inside = false;
    for (char c : text) {
        bool digit = ascii_digit(static_cast<unsigned char>(c));
        count += digit && !inside;
        inside = digit;
    }
    return count;
}

std::string_view trimmed(std::string_view text, std::string_view of) {
    std::size_t first = text.find_first_not_of(of);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(of) + 1 - first);
}

struct Name {
    Label label;
    std::string_view names;  // separated by "|"
};

constexpr Name header_names[] = {
    {Label::from,
     "from|von|de|da|van|fra|fran|od|от|від|kimden|gonderen|lahettaja|felado|απο|من|מאת|发件人|寄件者|寄件人|"
     "差出人|送信者|보낸 "
     "사람|보낸사람|발신|จาก|dari|tu|expediteur|remitente|remetente|mittente|afzender|absender|avsandare|"
     "afsender|avsender|"
     "отправитель|nadawca|odesilatel|de la|prejeto od|saatja|nuo|no"},
    {Label::sent,
     "sent|date|gesendet|datum|envoye|envoye le|enviado|enviado el|enviado em|enviada em|inviato|inviato "
     "il|verzonden|verzonden op|"
     "sendt|skickat|dato|data|fecha|odeslano|wyslano|wyslane|отправлено|дата|надіслано|lahetetty|paivays|"
     "paivamaara|gonderilme "
     "tarihi|tarih|kuldve|elkuldve|datum|ημερομηνια|التاريخ|تاريخ|תאריך|נשלח|发送时间|发送日期|日期|日付|"
     "日時|送信日時|보낸 "
     "날짜|보낸날짜|날짜|ส่ง|วันที่|dikirim|tanggal|ngay|da gui|trimis|message du|sent on|date "
     "d'envoi|kuupaev|issiusta"},
    {Label::to,
     "to|an|a|para|aan|til|till|do|komu|кому|kime|kenelle|vastaanottaja|cimzett|προς|إلى|الى|אל|收件人|"
     "收件者|宛先|받는 사람|받는사람|"
     "ถึง|kepada|đen|den|per|pour|destinataire|destinatario|catre|pro"},
    {Label::subject,
     "subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|emne|amne|temat|predmet|тема|konu|aihe|"
     "otsikko|targy|θεμα|"
     "الموضوع|موضوع|נושא|主题|主題|主旨|件名|제목|เรื่อง|หัวข้อ|subjek|perihal|chu đe|tieu đe|subiect|re|teema"},
    {Label::copy,
     "cc|bcc|kopie|kopia|kopi|copie|copie a|copia|копия|抄送|副本|참조|สำเนา|reply-to|antwort an|repondre a"},
};

bool among(std::string_view names, std::string_view wanted) {
    for (std::size_t at = 0; at <= names.size();) {
        std::size_t end = std::min(names.find('|', at), names.size());
        if (names.substr(at, end - at) == wanted) return true;
        at = end + 1;
    }
    return false;
}

}  // namespace

std::string folded_line(std::string_view line) {
    std::string folded = fold(line), out;
    for (std::size_t at = 0; at < folded.size();) {
        char32_t c = next(folded, at);
        if (c == '*' || is_invisible(c)) continue;
        append(out, is_space(c) ? U' ' : c);
    }
    return std::string(trimmed(out, " "));
}

bool may_begin_introduction(std::string_view folded) {
    folded = trimmed(folded, "-_ ");
    return folded.size() >= 3 && (numbers(folded.substr(0, 40)) > 0 || starts_with_any(folded, beginnings));
}

bool begins_introduction(std::string_view folded) {
    folded = trimmed(folded, "-_ ");
    return !folded.empty() &&
           (ascii_digit(static_cast<unsigned char>(folded.front())) || starts_with_any(folded, beginnings));
}

bool introduces_quote(std::string_view folded) {
    folded = trimmed(folded, "-_ ");
    if (folded.size() > longest_introduction || folded.size() < 10) return false;
    bool colon = folded.ends_with(':') || folded.ends_with("：");
    bool ends_with_wrote = ends_with_any(folded, wrote);
    if (!colon && !ends_with_wrote) return false;
    std::size_t counted = numbers(folded);
    if (counted == 0) return false;
    bool address = folded.find('@') != std::string_view::npos;
    if (contains_any(folded, wrote)) return address || may_begin_introduction(folded);
    std::string_view end = trimmed(folded, ":： ");
    return address && counted >= 3 && (end.ends_with('>') || end.ends_with(')') || end.ends_with("님"));
}

std::optional<Label> header_label(std::string_view folded) {
    std::size_t colon = folded.find(':');
    if (colon == std::string_view::npos || colon > 48) return std::nullopt;
    std::string_view name = trimmed(folded.substr(0, colon), " ");
    for (const Name& known : header_names)
        if (among(known.names, name)) return known.label;
    return std::nullopt;
}

bool divides(std::string_view folded) {
    if (folded.size() > 120 || folded.empty()) return false;
    if (contains_any(folded, reply_above)) return true;
    if (starts_with_any(folded, forward_beginnings)) return folded.ends_with(':');
    bool ruled = folded.starts_with("--") || folded.starts_with("__") || folded.starts_with("==");
    return ruled && contains_any(folded, dividers);
}

bool mobile_signature(std::string_view folded) {
    folded = trimmed(folded.substr(0, std::min(folded.find('<'), folded.find('('))), " ");
    if (folded.size() > longest_mobile_signature || folded.find_first_of(",;?") != std::string_view::npos)
        return false;
    if (folded.ends_with('.') && numbers(folded) == 0 && folded.size() > 40) return false;
    return starts_with_any(folded, sent_from) || ends_with_any(trimmed(folded, "."), sent_from_endings);
}

bool signs_off(std::string_view folded) {
    return std::ranges::find(farewells, trimmed(folded, ",.!- ")) != std::end(farewells);
}

bool is_rule(std::string_view line) {
    line = trimmed(line, " \t\r");
    return line.size() >= 3 && line.find_first_not_of("-_=*~") == std::string_view::npos;
}

}  // namespace text
