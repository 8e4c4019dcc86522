#pragma once
#include <random>

#include "listening/post.hpp"

// Invented posts and queries of every operator, the same for the same seed.
namespace listening::generated {

class Source {
public:
    explicit Source(std::uint32_t seed) : engine_(seed) {}

    // A post whose views live as long as this and the next one is not asked for.
    const Post& post() {
        text_ = sentence(1 + below(24));
        subject_ = below(4) ? "" : sentence(1 + below(5));
        author_ = who();
        recipients_.clear();
        for (auto left = below(3); left > 0; --left) recipients_.push_back(who());
        groups_.clear();
        for (auto left = below(3); left > 0; --left) groups_.push_back(pick(groups));
        post_ = {.subject = subject_,
                 .text = text_,
                 .network = pick(networks),
                 .channel = pick(channels),
                 .author = &author_,
                 .recipients = recipients_,
                 .groups = groups_,
                 .language = pick(languages),
                 .sent_at = now - static_cast<std::int64_t>(below(30)) * day_ms,
                 .now = now};
        for (bool* flag : {&post_.has_link, &post_.has_media, &post_.has_attachment, &post_.is_reply,
                           &post_.is_question, &post_.is_public})
            *flag = below(2) == 0;
        return post_;
    }

    // A query as somebody could type it.
    std::string query(int depth = 0) {
        switch (below(depth > 2 ? 6 : 12)) {
            case 0:
            case 1:
            case 2:
                return atom();
            case 3:
                return phrase();
            case 4:
                return condition();
            case 5:
                return operand() + " NEAR/" + std::to_string(below(6)) + " " + operand();
            case 6:
            case 7:
                return query(depth + 1) + (below(2) ? " AND " : " ") + query(depth + 1);
            case 8:
            case 9:
                return "(" + query(depth + 1) + " OR " + query(depth + 1) +
                       (below(2) ? " OR " + atom() : "") + ")";
            case 10:
                return "(" + query(depth + 1) + ") NOT (" + query(depth + 1) + ")";
            default:
                return atom() + " -" + atom();
        }
    }

    std::size_t below(std::size_t limit) { return engine_() % limit; }

private:
    using Pool = std::vector<std::string>;
    inline static const Time now{1'795'000'000'000};
    inline static const Pool words{"bread",     "Bread",
                                   "flour",     "baker",
                                   "bakery",    "queue",
                                   "rye",       "the",
                                   "is",        "out",
                                   "of",        "again",
                                   "cake",      "don't",
                                   "été",       "brioche",
                                   "Brot",      "Mehl",
                                   "Größe",     "хлеб",
                                   "мука",      "нет",
                                   "хлеба",     "ψωμί",
                                   "αλεύρι",    "خبز",
                                   "دقيق",      "לחם",
                                   "パン",      "パン屋",
                                   "東京都",    "面包",
                                   "没有",      "ขนมปัง",
                                   "ไม่มี",       "रोटी",
                                   "आटा",       "빵집",
                                   "x",         "a_b",
                                   "2026",      "🍞",
                                   "naïve",     "ﬂour",
                                   "z̷a̷l̷g̷o̷",     "\u202Ebread\u202C",
                                   "ＢＲＥＡＤ"};
    inline static const Pool names{"Ana", "Ana Petrović", "Jean-Luc", "田中", "Zoë", "bread fan"};
    inline static const Pool handles{"@ana@town.example", "ana@x.example", "@zoe.town.example",
                                     "@luc@other.example"};
    inline static const Pool networks{"town", "village", "letter"}, channels{"Town news", "Kontakt", "Été"},
        groups{"critics", "Friends of rye", "Été"}, languages{"", "en", "de", "pt-BR", "pt", "ja"};

    const std::string& pick(const Pool& pool) { return pool[below(pool.size())]; }
    // Some words are met much more often than others.
    const std::string& word() { return words[std::min(below(words.size()), below(words.size()))]; }

    model::Handle who() {
        return {.network = "town", .handle = pick(handles), .name = below(3) ? pick(names) : ""};
    }

    std::string sentence(std::size_t length) {
        static const Pool gaps{" ", " ", " ", " ", ", ", ". ", " – ", "  ", "\n", "/", "-", "… "};
        std::string out;
        for (; length > 0; --length) {
            if (below(9) == 0) out += below(2) ? "#" : "@";
            out += word() + pick(gaps);
        }
        return out;
    }

    std::string beginning() {
        static const Pool some{"bre*", "fl*", "хле*", "bak*", "パ*", "br*", "gro*"};
        return pick(some);
    }
    std::string atom() {
        auto sign = below(8);
        auto text = below(8) ? word() : beginning();
        return (sign == 0 ? "#" : sign == 1 ? "@" : "") + (text == "🍞" ? "bread" : text);
    }
    std::string phrase() {
        std::string out = "\"" + word() + " bread";
        for (auto more = below(3); more > 0; --more) out += " " + word();
        return out + "\"";
    }
    std::string operand() { return below(3) ? atom() : phrase(); }
    std::string quoted(const std::string& value) { return "\"" + value + "\""; }
    std::string condition() {
        static const Pool flat{"has:link",         "has:media",  "has:attachment", "is:reply",
                               "is:question",      "is:public",  "is:private",     "before:2026-11-10",
                               "after:2026-11-10", "within:12d", "lang:en",        "lang:pt",
                               "lang:unknown",     "lang:de"};
        switch (below(8)) {
            case 0:
                return "from:" + quoted(below(2) ? pick(names) : pick(handles));
            case 1:
                return "to:" + quoted(below(2) ? pick(names) : pick(handles));
            case 2:
                return "network:" + pick(networks);
            case 3:
                return "channel:" + quoted(pick(channels));
            case 4:
                return "group:" + quoted(pick(groups));
            default:
                return pick(flat);
        }
    }

    std::mt19937 engine_;
    std::string text_, subject_;
    model::Handle author_;
    std::vector<model::Handle> recipients_;
    std::vector<std::string> groups_;
    Post post_;
};

}  // namespace listening::generated
