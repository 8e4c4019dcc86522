#include "channels/note/canonical.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace channels::note {
namespace {
bool digit(char c) {
    return c >= '0' && c <= '9';
}

// At least six digits, and otherwise only what people put between them.
bool phone_like(std::string_view text) {
    auto digits = std::count_if(text.begin(), text.end(), digit);
    return digits >= 6 && digits <= 20 && text.find_first_not_of("0123456789+-./() ") == text.npos;
}

std::string phone(std::string text) {
    // "+33 (0)1 …": the zero in brackets is dialled inside the country only.
    if (auto zero = text.find("(0)"); zero != text.npos && text.find_first_of("+0") < zero)
        text.erase(zero, 3);
    bool abroad = text.starts_with('+') || text.starts_with("00");
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), digit);
    if (text.starts_with("00")) digits.erase(0, 2);
    return abroad ? "+" + digits : digits;
}
}  // namespace

std::string canonical(std::string_view handle) {
    auto text = text::fold(text::collapse(handle));
    if (text.empty() || text.size() > 500)
        throw Error{Code::bad_request, "Give the name or the phone number of the person the note is about."};
    return phone_like(text) ? phone(text) : text;
}
}  // namespace channels::note
