#pragma once
#include <span>
#include <string_view>

// What of each table goes into an export, and under which names.
namespace courier {

struct ExchangeTable {
    std::string_view type, table;
    // "json_name:kind[=column]" a word; kinds: id, time, text, json, int, real, flag. A trailing ? means
    // that the column may be NULL, a trailing ~ that an older export has no such field: false then.
    std::string_view fields;
    // Columns that are made from others when it comes back: "column=function(json_name)" a word.
    std::string_view made = {};
};

std::span<const ExchangeTable> exchange_tables();

}  // namespace courier
