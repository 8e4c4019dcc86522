#include "text/quoted.hpp"

#include <array>

#include "text/fold.hpp"

namespace text {
namespace {
constexpr std::array<std::string_view, 8> introductions{
    "wrote:", "a ecrit :", "schrieb:", "escribio:", "ha scritto:", "schreef:", "skrev:", "escreveu:"};

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        out.push_back(line);
    }
    return out;
}

bool introduces(std::string_view line) {
    auto folded = collapse(fold(line.substr(0, 400)));
    return folded.starts_with("-----original message") ||
           std::any_of(introductions.begin(), introductions.end(),
                       [&](auto end) { return folded.ends_with(end); });
}

std::string joined(const std::vector<std::string_view>& all, std::size_t from, std::size_t to) {
    std::string out;
    for (auto i = from; i < to; ++i) out.append(all[i]) += '\n';
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ' || out.back() == '\r')) out.pop_back();
    return out;
}
}  // namespace

Split split_reply(std::string_view plain_text) {
    auto all = lines(plain_text);
    std::size_t quote = all.size(), signature = all.size();
    for (std::size_t i = 0; i < all.size() && quote == all.size(); ++i)
        if (introduces(all[i]) || (i > 0 && all[i].starts_with('>'))) quote = i;
    for (std::size_t i = 0; i < quote && signature == all.size(); ++i)
        if (all[i] == "-- " || all[i] == "--") signature = i;
    auto visible = joined(all, 0, std::min(quote, signature));
    if (visible.empty()) return {std::string(plain_text), "", ""};
    return {visible, joined(all, quote, all.size()), joined(all, std::min(signature, quote), quote)};
}

SplitHtml split_html(std::string_view html) {
    for (std::string_view mark : {"<div class=\"gmail_quote", "<blockquote type=\"cite\""}) {
        auto at = html.find(mark);
        if (at != html.npos && at > 0) return {std::string(html.substr(0, at)), std::string(html.substr(at))};
    }
    return {std::string(html), ""};
}

std::string strip_quoted_html(std::string_view html) {
    return split_html(html).visible_html;
}
}  // namespace text
