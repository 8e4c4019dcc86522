#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "net/http.hpp"

namespace api {

// The page that a customer sees: plain HTML without script, cookie or anything from elsewhere, light and
// dark, narrow and wide. It may neither be framed nor indexed, and nobody learns its address from it.
struct ConfirmPage {
    std::string_view language;
    std::string title, text;
    std::string code = {};  // shown large
    std::string from = {};  // above the title: who asks
    struct Field {
        std::string label, trouble;
    };
    std::vector<Field> fields = {};  // at most one: the code
    struct Button {
        std::string value, label;
        bool first = false;  // the one that is meant by Enter
    };
    std::vector<Button> buttons = {};
};

net::Response shown(const ConfirmPage&, int status = 200);

}  // namespace api
