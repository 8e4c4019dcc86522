#include <array>

#include "channels/chat/body.hpp"
#include "channels/chat/connector.hpp"
#include "channels/chat/letter.hpp"
#include "channels/chat/origin.hpp"
#include "channels/chat/signed_user.hpp"
#include "channels/email/address.hpp"

namespace channels {
namespace {
using Type = Option::Type;

const std::array<Option, 12> options{{
    {.key = "pages",
     .label = "Pages that show it",
     .help = "The addresses of your site, apart by commas. No other page can open this chat.",
     .required = true,
     .placeholder = "https://www.maison.example"},
    {.key = "title",
     .label = "Title",
     .help = "Who visitors talk to; at the top of the window.",
     .placeholder = "Maison Antoinette"},
    {.key = "greeting",
     .label = "Greeting",
     .help = "The first words of the window. Empty: a short one in the visitor's language.",
     .placeholder = "Bread, cakes, or something went wrong? Ask us."},
    {.key = "colour",
     .label = "Colour",
     .help = "Of the button and of what the visitor says, as #rrggbb. Light and dark text go with it by "
             "themselves.",
     .placeholder = "#0b6e8f"},
    {.key = "hours",
     .label = "When somebody is there",
     .help =
         "Such as Mo-Fr 9:00-18:00, Sa 9-13. Visitors see it in their own clock. Empty: nothing is promised.",
     .placeholder = "Mo-Fr 9:00-18:00, Sa 9-13"},
    {.key = "zone",
     .label = "Time zone of these hours",
     .help = "A name of the IANA database.",
     .fallback = "UTC",
     .placeholder = "Europe/Paris"},
    {.key = "answer_minutes",
     .label = "Minutes until an answer",
     .help = "Within how many minutes you answer while somebody is there. Empty: nothing is promised.",
     .type = Type::number,
     .placeholder = "10"},
    {.key = "show_names",
     .label = "Show first names",
     .help = "Who of your members is there and who answers, by first name; else only the title.",
     .type = Type::flag,
     .fallback = "true"},
    {.key = "mail_channel",
     .label = "Go on by mail with",
     .help = "The name of your email channel, as Settings shows it. Visitors who leave a mail address and "
             "agree get an "
             "answer there when they have left. Empty: they are not asked.",
     .placeholder = "hello@maison.example"},
    {.key = "mail_minutes",
     .label = "Minutes until the mail",
     .help = "How long somebody must be away before an answer goes by mail.",
     .type = Type::number,
     .fallback = "3"},
    {.key = "privacy",
     .label = "Privacy page",
     .help = "Linked where visitors agree that the chat is kept.",
     .placeholder = "https://www.maison.example/privacy"},
    {.key = "secret",
     .label = "Secret for signed identities",
     .help = "Only when your site says who is logged in; then both know this secret (20 characters or more, "
             "such as "
             "from openssl rand -hex 32).",
     .type = Type::secret},
}};

std::unique_ptr<Connector> open(const ChannelConfig& config, const Surroundings&) {
    return std::make_unique<chat::Window>(config);
}

json::value time_or_null(Time time) {
    return time ? json::value(time.rfc3339()) : json::value();
}

json::object window(const ChannelConfig& config, Time now) {
    auto settings = chat::Settings::read(config);
    auto door = chat::opening(settings.hours, now);
    return {{"title", settings.title},
            {"greeting", settings.greeting},
            {"colour", settings.colour},
            {"privacy", settings.privacy},
            {"open", door.open},
            {"closes_at", time_or_null(door.closes)},
            {"opens_at", time_or_null(door.opens)},
            {"answer_minutes", settings.answer_minutes},
            {"show_names", settings.show_names},
            {"most_characters", chat::most_characters},
            {"most_files", chat::most_files},
            {"largest_file", chat::largest_file}};
}

bool welcome(const ChannelConfig& config, std::string_view origin) {
    auto pages = chat::origins(config.option("pages"));
    return std::find(pages.begin(), pages.end(), origin) != pages.end();
}

Guest vouched(const ChannelConfig& config, std::string_view proof, Time now) {
    auto settings = chat::Settings::read(config);
    auto user = chat::signed_user(proof, settings.secret, now);
    auto site = chat::site(settings.pages);
    Guest made{.handle = user.user + "@" + site, .name = user.name, .also = {}};
    if (user.email.empty()) return made;
    auto mail = email::handle_of({user.email, user.name});
    made.also = model::Claim{model::Claim::Kind::signed_, mail.handle, true, mail.network};
    return made;
}

CarryOn carry_on(const ChannelConfig& config) {
    return chat::Settings::read(config).carry_on;
}

model::Outgoing letter(const ChannelConfig& config, const std::vector<Line>& answers,
                       const std::vector<Line>& before) {
    return chat::letter(chat::Settings::read(config), answers, before);
}

std::string signature(const ChannelConfig& config, std::string_view member) {
    return chat::signature(chat::Settings::read(config), member);
}

constexpr Visits visits{.window = window,
                        .welcome = welcome,
                        .arrival = chat::arrival,
                        .said = chat::said,
                        .vouched = vouched,
                        .carry_on = carry_on,
                        .letter = letter,
                        .signature = signature};
}  // namespace

extern const Network chat_network;
const Network chat_network{
    .id = "chat",
    .label = "Chat on your page",
    .help =
        "A chat window on **your own page**. Say which pages may show it; the next step gives you one line "
        "to paste "
        "before `</body>`.\n\n"
        "- Nothing is stored in the visitor's browser before they agree, and no cookie at all.\n"
        "- They see who is there and when you answer, in their own clock.\n"
        "- With an email channel, answers reach those who have left, if they agreed; what they reply comes "
        "back into "
        "the same conversation.\n"
        "- When people log in on your site, it can sign who they are, and the chat is theirs beyond doubt.",
    .limits = {.characters = 4'000,
               .counting = Counting::graphemes,
               .attachments = chat::most_files,
               .attachment_bytes = chat::largest_file},
    .can = {.receive = true, .reply = true, .attach = true, .edit = true, .erase = true},
    .visibility = model::Visibility::private_,
    .options = options,
    .open = open,
    .visits = &visits,
    .undo_ms = 3 * second_ms,
};
}  // namespace channels
