#include "server/story.hpp"

#include <array>
#include <random>

namespace server {
namespace {
struct Neighbour {
    const char *name, *mail, *handle;
};

// Some eighty neighbours in several scripts.
constexpr Neighbour neighbours[] = {
    {"Zoë Novák", "zoe.novak", "zoenovak"},
    {"Émile Mensah", "emile.mensah", "emilemensah"},
    {"Ingrid Rossi", "ingrid", "ingridrossi"},
    {"Oleh Nakamura", "oleh", "olehnakamura"},
    {"Priya Müller", "priya.mueller", "priyamuller"},
    {"Yuki O’Brien", "yuki", "yukiobrien"},
    {"Nadia Ferreira", "nadia", "nadiaferreira"},
    {"Dana Brandt", "dana", "danabrandt"},
    {"Noah Trần", "noah.tran", "noahtran"},
    {"Tomás Dubois", "tomas", "tomasdubois"},
    {"Amara Okafor", "amara", "amaraokafor"},
    {"Rui Costa", "rui", "ruicosta"},
    {"Chloé Lindqvist", "chloe", "chloelindqvist"},
    {"田中さくら", "sakura", "sakura_tanaka"},
    {"王小明", "xiaoming", "xiaoming_w"},
    {"Анна Соколова", "anna.sokolova", "annasok"},
    {"Дмитро Коваль", "dmytro", "dmytrokoval"},
    {"نور الهاشمي", "noor", "nooralh"},
    {"يوسف بن علي", "yousef", "yousefba"},
    {"מיכל לוי", "michal", "michallevi"},
    {"Ελένη Παππά", "eleni", "elenipappa"},
    {"प्रिया शर्मा", "priya.sharma", "priyas"},
    {"김하늘", "haneul", "haneulkim"},
    {"สมชาย ใจดี", "somchai", "somchaij"},
    {"Łukasz Wójcik", "lukasz", "lukaszw"},
    {"Søren Madsen", "soren", "sorenm"},
    {"Åsa Bergström", "asa", "asaberg"},
    {"Jānis Ozols", "janis", "janisozols"},
    {"Çağla Demir", "cagla", "cagladem"},
    {"Ngọc Lê", "ngoc", "ngocle"},
    {"Fatoumata Diallo", "fatou", "fatoudiallo"},
    {"Kwame Boateng", "kwame", "kwameb"},
    {"Thandiwe Nkosi", "thandi", "thandinkosi"},
    {"Malik Haddad", "malik", "malikh"},
    {"Leïla Benali", "leila", "leilabenali"},
    {"Giulia Conti", "giulia", "giuliaconti"},
    {"Marco Esposito", "marco", "marcoesp"},
    {"Sofía Herrera", "sofia", "sofiaherrera"},
    {"Diego Ramírez", "diego", "diegoram"},
    {"Beatriz Almeida", "bea", "beaalmeida"},
    {"João Pereira", "joao", "joaop"},
    {"Hanna Virtanen", "hanna", "hannavirt"},
    {"Mikko Laine", "mikko", "mikkolaine"},
    {"Freya Jónsdóttir", "freya", "freyaj"},
    {"Siobhán Kelly", "siobhan", "siobhank"},
    {"Rhys Morgan", "rhys", "rhysmorgan"},
    {"Agnieszka Zając", "aga", "agazajac"},
    {"Petra Horváth", "petra", "petrahorvath"},
    {"Bálint Szabó", "balint", "balints"},
    {"Ioana Popescu", "ioana", "ioanapop"},
    {"Vesna Marković", "vesna", "vesnam"},
    {"Goran Ilić", "goran", "goranilic"},
    {"Nino Beridze", "nino", "ninob"},
    {"Armen Sargsyan", "armen", "armens"},
    {"Leyla Məmmədova", "leyla", "leylam"},
    {"Bahar Rostami", "bahar", "baharr"},
    {"Farid Karimi", "farid", "faridk"},
    {"Anjali Menon", "anjali", "anjalim"},
    {"Ravi Iyer", "ravi", "raviiyer"},
    {"Nimali Perera", "nimali", "nimalip"},
    {"Tenzin Dorje", "tenzin", "tenzind"},
    {"Batbayar Ganbold", "bat", "batganbold"},
    {"Maya Putri", "maya", "mayaputri"},
    {"Jose Reyes", "jose", "josereyes"},
    {"Lani Kealoha", "lani", "lanik"},
    {"Aroha Ngata", "aroha", "arohan"},
    {"Mia Schneider", "mia", "miaschneider"},
    {"Jonas Weber", "jonas", "jonasweber"},
    {"Clara Hofmann", "clara", "clarahof"},
    {"Lena Fischer", "lena", "lenafischer"},
    {"Hugo Lambert", "hugo", "hugolambert"},
    {"Manon Girard", "manon", "manongirard"},
    {"Louis Fontaine", "louis", "louisfont"},
    {"Inès Chevalier", "ines", "ineschev"},
    {"Gaspard Roux", "gaspard", "gaspardroux"},
    {"Odile Marchand", "odile", "odilemarchand"},
    {"Bram de Vries", "bram", "bramdv"},
    {"Saskia Jansen", "saskia", "saskiaj"},
    {"Pavel Dvořák", "pavel", "paveld"},
    {"Kristína Kováčová", "kristina", "kristinak"},
    {"Ülo Tamm", "ulo", "ulotamm"},
    {"Rasa Petrauskienė", "rasa", "rasap"},
};

struct Line {
    const char *subject, *text;
};

// Weeks one and two: a bakery as it should be.
constexpr Line calm[] = {
    {"Order for Saturday",
     "Good morning, could you keep two country loaves and a dozen croissants for Saturday, about nine? We "
     "will be eleven at the table."},
    {"Birthday cake",
     "Do you make the almond cake without milk? My nephew turns six on the 28th and cannot have any."},
    {"Opening hours", "Are you open on the holiday? The sign on the door says yes, the web page says no."},
    {"Thank you",
     "The rye from this morning was the best I have had in years. Please tell whoever was up at three."},
    {"Invoice for the school",
     "Could you send the invoice for September again? Our accounts office moved and the paper one is lost "
     "somewhere between two buildings."},
    {"Allergens",
     "Which of your breads have no sesame at all, not even from the same tray? It matters a lot to us."},
    {"Bonjour",
     "Bonjour, je cherche un pain sans sel pour ma mère. Est-ce que vous en faites sur commande, et combien "
     "de jours à l’avance ?"},
    {"Frage zum Sauerteig",
     "Guten Tag, verkaufen Sie auch etwas von Ihrem Sauerteig? Meiner ist über den Sommer leider "
     "eingegangen."},
    {"配達について",
     "こんにちは。毎週金曜日に食パンを二斤、配達していただくことはできますか。駅の北側に住んでいます。"},
    {"Хлеб без дрожжей",
     "Здравствуйте! Бывает ли у вас хлеб без дрожжей? Мы недавно переехали и ищем, где покупать."},
    {"طلب", "مرحبا، هل يمكنني طلب عشرين رغيفا ليوم الجمعة؟ نستضيف العائلة كلها."},
    {"Pedido para el domingo",
     "Hola, ¿podrían guardarme una hogaza grande para el domingo? Paso a las diez."},
};

// Week three: the bread runs short; a few grumble, then many.
constexpr Line short_bread[] = {
    {"No bread at nine",
     "I came at nine and the shelf was empty again. It is the third time this week. What is going on?"},
    {"Sold out",
     "The country loaf was sold out before eight. I had ordered one by mail on Monday and nobody knew of "
     "it."},
    {"Where is the bread?",
     "Half an hour in the queue for nothing. Please say in the morning how many loaves there are, then we "
     "need not come."},
    {"Pain",
     "Plus de pain à huit heures et demie, pour la quatrième fois. On nous dit « demain ». Demain, c’était "
     "hier."},
    {"Kein Brot",
     "Schon wieder kein Brot um halb neun. Gibt es ein Problem mit dem Ofen? Ein Zettel an der Tür würde "
     "helfen."},
    {"パンがない", "今朝もパンが売り切れでした。八時に行ったのに。何時に行けば買えますか。"},
    {"Нет хлеба",
     "Сегодня опять нет хлеба. Скажите честно, что случилось? Мы всё равно будем приходить к вам."},
    {"لا خبز", "لا يوجد خبز مرة أخرى هذا الصباح. هل هناك مشكلة في الطحين؟"},
    {"Let them eat cake?",
     "“There is still cake,” I was told. I do not want cake. I want the bread I have bought from you for "
     "eleven years."},
    {"Sin pan", "Otra vez sin pan a las nueve. Si falta harina, díganlo; la gente lo entiende."},
};

constexpr const char* posts[] = {
    "Third morning without bread at Maison Antoinette. The queue reached the fountain. #bread",
    "Does anybody know why @antoinette has no bread by nine? My kids go to school on crackers.",
    "Antoinette’s croissants are still perfect. The bread shelf is a museum, though. #bread",
    "Credit where due: they gave me yesterday’s loaf for free. But still: no bread today. Again.",
    "Queue at the bakery at 07:40: forty people. Loaves: twelve. I counted. #bread #queue",
    "Plus de pain chez Antoinette, encore. On commence à parler, dans le quartier. #pain",
    "Kein Brot bei Antoinette, die dritte Woche. Weiß jemand, was da los ist? #brot",
    "今日もアントワネットのパンは売り切れ。#パン",
    "If @antoinette does not say something soon, people will bake at home and not come back.",
    "The rye at @antoinette is worth a queue. It is not worth a queue for nothing. #bread",
};

constexpr Line blog_posts[] = {
    {"The queue that wasn’t for cake",
     "I stood in it for forty minutes this morning so that you do not have to. A few notes on flour, ovens "
     "and patience."},
    {"Mill on the river closes its old stone",
     "The mill that supplied half of the town’s bakeries has stopped its old stone for repairs. It may take "
     "three weeks."},
    {"Seven places for good bread",
     "Antoinette’s is still first on the list, on the days when there is some."},
};

constexpr const char* counter_notes[] = {
    "Called about the order for the school: nobody had written it down. I promised an answer by tomorrow "
    "noon.",
    "Came in person with the receipt. Wants to know what happened to the twenty rolls paid on Friday. "
    "Friendly, but firm.",
    "Telephoned to offer help: has a cousin at the other mill who could deliver flour from Tuesday on.",
};

constexpr const char* own_answers[] = {
    "Thank you for writing. The mill that grinds our rye is standing still for repairs; until Thursday we "
    "bake a third less. "
    "Write to us the evening before and we keep a loaf under your name.",
    "You are right, and we are sorry. We put the number of loaves on the door at seven from tomorrow on.",
    "With pleasure: two loaves and a dozen croissants are under your name from nine o’clock.",
};

model::Handle mail_of(const Neighbour& n) {
    return {"email", std::string(n.mail) + "@neighbours.example", n.name, {}};
}
model::Handle town_of(const Neighbour& n) {
    return {"mastodon", "@" + std::string(n.handle) + "@town.example", n.name, {}};
}

class Teller {
public:
    Teller(std::uint64_t seed, std::string mark) : engine_(seed), mark_(std::move(mark)) {}

    std::size_t any(std::size_t count) { return engine_() % count; }
    const Neighbour& anybody() { return neighbours[any(std::size(neighbours))]; }

    Told mail(const Neighbour& who, const Line& line, Time at) {
        auto item = begun(mail_of(who), at);
        item.subject = line.subject, item.text = line.text;
        item.visibility = model::Visibility::private_;
        item.signature = who.name;
        return {Door::mail, std::move(item)};
    }
    Told post(const Neighbour& who, std::string_view text, Time at) {
        auto item = begun(town_of(who), at);
        item.text = text, item.visibility = model::Visibility::public_;
        item.url = "https://town.example/@" + std::string(who.handle) + "/" + item.remote_id;
        return {Door::town, std::move(item)};
    }
    Told blog(const Line& line, Time at) {
        auto item = begun({"feed", "https://crumbs.example/feed", "Crumbs & Letters", {}}, at);
        item.subject = line.subject, item.text = line.text, item.visibility = model::Visibility::public_;
        item.url = "https://crumbs.example/" + item.remote_id;
        return {Door::blog, std::move(item)};
    }
    Told note(const Neighbour& who, std::string_view text, Time at) {
        auto item = begun(mail_of(who), at);
        item.text = text, item.subject = "At the counter", item.kind = model::Kind::note;
        return {Door::counter, std::move(item)};
    }
    // Ours, to what somebody wrote.
    Told answer(const Told& to, std::string_view text, Time at) {
        auto item = begun({"email", "hello@maison-antoinette.example", "Maison Antoinette", {}}, at);
        item.direction = model::Direction::outbound, item.visibility = to.item.visibility;
        item.subject = to.item.subject, item.text = text;
        item.recipients = {to.item.author}, item.reply_to = {to.item.remote_id};
        return {to.door, std::move(item)};
    }

private:
    model::Inbound begun(model::Handle author, Time at) {
        model::Inbound item;
        item.remote_id = mark_ + std::to_string(++count_) + "@maison-antoinette.example";
        item.author = std::move(author), item.sent_at = at;
        return item;
    }
    std::mt19937_64 engine_;
    std::string mark_;
    std::uint64_t count_ = 0;
};

// Half past six, plus a little, `days` before now; never later than now.
Time morning(Time now, std::int64_t days, std::int64_t minutes) {
    Time at{(now.ms / day_ms - days) * day_ms + 6 * hour_ms + 30 * minute_ms + minutes * minute_ms};
    return at < now ? at : now - minute_ms * (1 + minutes % 50);
}

void tell_calm_weeks(Teller& teller, Time now, std::vector<Told>& all) {
    for (std::int64_t day = 21; day > 6; --day)
        for (int i = 0; i < 4; ++i) {
            auto at = morning(now, day, static_cast<std::int64_t>(teller.any(600)));
            all.push_back(teller.mail(teller.anybody(), calm[teller.any(std::size(calm))], at));
            auto question = all.back();
            all.push_back(teller.answer(question, own_answers[2], at + 2 * hour_ms));
        }
}

void tell_short_week(Teller& teller, Time now, std::vector<Told>& all) {
    for (std::int64_t day = 6; day >= 0; --day) {
        auto grumbles = 2 + (6 - day) * 2;
        for (std::int64_t i = 0; i < grumbles; ++i) {
            auto at = morning(now, day, static_cast<std::int64_t>(teller.any(480)));
            const auto& who = teller.anybody();
            if (teller.any(3) == 0) {
                all.push_back(teller.mail(who, short_bread[teller.any(std::size(short_bread))], at));
                if (teller.any(4) == 0)
                    all.push_back(teller.answer(all.back(), own_answers[teller.any(2)], at + hour_ms));
            } else {
                all.push_back(teller.post(who, posts[teller.any(std::size(posts))], at));
            }
        }
    }
}

// She gave for the new oven, said it in public, and now writes the same by mail.
void tell_of_the_donor(Teller& teller, Time now, std::vector<Told>& all) {
    const auto& zoe = neighbours[0];
    all.push_back(teller.mail(
        zoe,
        {"For the new oven",
         "I have sent 500 towards the new oven. My grandmother bought her bread from you; it is for her."},
        morning(now, 12, 90)));
    all.push_back(teller.answer(all.back(),
                                "Zoë, we read it aloud in the bakehouse. Thank you. The oven will have her "
                                "name on a small brass plate.",
                                morning(now, 12, 200)));
    all.push_back(teller.post(zoe,
                              "I gave for @antoinette’s new oven, and for three days now I go home without "
                              "bread. Called twice, got two different answers. #bread",
                              morning(now, 3, 75)));
    all.push_back(
        teller.mail(zoe,
                    {"Bread, again",
                     "I said it in public already and nobody answered: I gave for the oven and come home "
                     "without bread. Two calls, two different answers. What should I believe?"},
                    now - 25 * minute_ms));
}
}  // namespace

std::vector<Told> story(Time now) {
    Teller teller(1789, "s");
    std::vector<Told> all;
    tell_calm_weeks(teller, now, all);
    tell_short_week(teller, now, all);
    for (std::size_t i = 0; i < std::size(blog_posts); ++i)
        all.push_back(teller.blog(blog_posts[i], morning(now, 5 - static_cast<std::int64_t>(i) * 2, 240)));
    for (std::size_t i = 0; i < std::size(counter_notes); ++i)
        all.push_back(teller.note(neighbours[4 + i * 7], counter_notes[i],
                                  morning(now, 4 - static_cast<std::int64_t>(i), 300)));
    tell_of_the_donor(teller, now, all);
    std::stable_sort(all.begin(), all.end(),
                     [](auto& a, auto& b) { return a.item.sent_at < b.item.sent_at; });
    return all;
}

Told next_chapter(std::uint64_t n, Time at) {
    Teller teller(1793 + n * 7919, "n" + std::to_string(n) + "-");
    const auto& who = teller.anybody();
    if (n % 3 == 0) return teller.mail(who, short_bread[teller.any(std::size(short_bread))], at);
    return teller.post(who, posts[teller.any(std::size(posts))], at);
}
}  // namespace server
