#include "channels/chat/letter.hpp"

#include <fmt/format.h>

#include "base/encoding.hpp"

namespace channels::chat {
namespace {
constexpr std::size_t longest_line = 400, most_before = 10;

std::string with_files(const Line& line) {
    if (line.files == 0) return line.text;
    auto files = line.files == 1 ? "[1 file]" : fmt::format("[{} files]", line.files);
    return line.text.empty() ? files : line.text + "\n" + files;
}

std::string quoted(const Line& line) {
    auto text = with_files(line);
    std::string short_text(prefix(text, longest_line));
    if (short_text.size() < text.size()) short_text += " …";
    std::string out = fmt::format("> {}: ", line.who.empty() ? "You" : line.who);
    for (char c : short_text) out += c == '\n' ? std::string("\n> ") : std::string(1, c);
    return out + "\n";
}
}  // namespace

model::Outgoing letter(const Settings& settings, const std::vector<Line>& answers,
                       const std::vector<Line>& before) {
    model::Outgoing made;
    made.subject = settings.title.empty() ? "Your chat with us" : "Your chat with " + settings.title;
    for (const auto& answer : answers)
        made.text += with_files(answer) + (answer.who.empty() ? "\n\n" : "\n\n" + answer.who + "\n\n");
    made.text +=
        fmt::format("You left the chat on {} before this answer came. Answer this mail and we go on here.\n",
                    settings.title.empty() ? "our page" : "the page of " + settings.title);
    if (before.empty()) return made;
    made.text += "\nWhat was said before:\n";
    auto from = before.size() > most_before ? before.size() - most_before : 0;
    for (auto at = from; at < before.size(); ++at) made.text += quoted(before[at]);
    return made;
}

std::string signature(const Settings& settings, std::string_view member) {
    if (!settings.show_names) return settings.title;
    return std::string(member.substr(0, member.find(' ')));
}
}  // namespace channels::chat
