#include "channels/email/imap_answer.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "channels/email/fields.hpp"

namespace channels::email {
namespace {
namespace chrono = std::chrono;

Time time_of(const mailimap_date_time& value) {
    auto day = chrono::year(value.dt_year) / value.dt_month / value.dt_day;
    if (!day.ok()) return {};
    // "+0130" is kept as the number 130.
    int offset_minutes = value.dt_zone / 100 * 60 + value.dt_zone % 100;
    auto days = chrono::sys_days(day).time_since_epoch().count();
    return Time{days * day_ms + value.dt_hour * hour_ms + (value.dt_min - offset_minutes) * minute_ms +
                value.dt_sec * second_ms};
}

void read_static(const mailimap_msg_att_static& part, FetchedItem& item) {
    if (part.att_type == MAILIMAP_MSG_ATT_UID) item.uid = part.att_data.att_uid;
    if (part.att_type == MAILIMAP_MSG_ATT_RFC822_SIZE) item.size = part.att_data.att_rfc822_size;
    if (part.att_type == MAILIMAP_MSG_ATT_INTERNALDATE && part.att_data.att_internal_date != nullptr)
        item.received = time_of(*part.att_data.att_internal_date);
    if (part.att_type != MAILIMAP_MSG_ATT_BODY_SECTION || part.att_data.att_body_section == nullptr) return;
    const auto& section = *part.att_data.att_body_section;
    item.bytes =
        section.sec_body_part == nullptr ? "" : std::string(section.sec_body_part, section.sec_length);
}

FetchedItem read_item(mailimap_msg_att* answer) {
    FetchedItem item;
    for (auto* at = clist_begin(answer->att_list); at != nullptr; at = clist_next(at)) {
        const auto* part = static_cast<mailimap_msg_att_item*>(clist_content(at));
        if (part->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC) read_static(*part->att_data.att_static, item);
    }
    return item;
}

FetchType fetch_type(std::initializer_list<mailimap_fetch_att*> items) {
    FetchType type(mailimap_fetch_type_new_fetch_att_list_empty());
    for (auto* item : items) mailimap_fetch_type_new_fetch_att_list_add(type.get(), item);
    return type;
}

bool has_role(const mailimap_mailbox_list& folder, std::string_view role) {
    if (folder.mb_flag == nullptr || folder.mb_flag->mbf_oflags == nullptr) return false;
    for (auto* at = clist_begin(folder.mb_flag->mbf_oflags); at != nullptr; at = clist_next(at)) {
        const auto* flag = static_cast<mailimap_mbx_list_oflag*>(clist_content(at));
        if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT && flag->of_flag_ext != nullptr) {
            std::string_view name = flag->of_flag_ext;
            if (name.starts_with('\\')) name.remove_prefix(1);
            if (lower(name) == role) return true;
        }
    }
    return false;
}

// What mail programs call it where the server has no roles, in the order of likelihood.
bool usual_name(const mailimap_mailbox_list& folder) {
    constexpr auto names = std::to_array<std::string_view>({"sent",
                                                            "sent items",
                                                            "sent messages",
                                                            "sent mail",
                                                            "sent-mail",
                                                            "gesendet",
                                                            "gesendete objekte",
                                                            "gesendete elemente",
                                                            "envoyés",
                                                            "éléments envoyés",
                                                            "messages envoyés",
                                                            "enviados",
                                                            "elementos enviados",
                                                            "itens enviados",
                                                            "posta inviata",
                                                            "inviata",
                                                            "verzonden",
                                                            "verzonden items",
                                                            "skickat",
                                                            "skickade objekt",
                                                            "sendt",
                                                            "sendte elementer",
                                                            "lähetetyt",
                                                            "wysłane",
                                                            "elementy wysłane",
                                                            "odeslané",
                                                            "отправленные",
                                                            "gönderilmiş öğeler",
                                                            "送信済み",
                                                            "已发送",
                                                            "已发送邮件",
                                                            "보낸편지함"});
    auto name = from_modified_utf7(folder.mb_name);
    auto cut = folder.mb_delimiter == 0 ? name.npos : name.rfind(folder.mb_delimiter);
    auto last = lower(cut == name.npos ? name : name.substr(cut + 1));
    return std::find(names.begin(), names.end(), last) != names.end();
}
}  // namespace

Set set_of(const std::vector<std::uint32_t>& uids) {
    Set set(mailimap_set_new_empty());
    for (std::size_t i = 0; i < uids.size();) {
        auto last = i;
        while (last + 1 < uids.size() && uids[last + 1] == uids[last] + 1) ++last;
        mailimap_set_add_interval(set.get(), uids[i], uids[last]);
        i = last + 1;
    }
    return set;
}

FetchType fetch_summary() {
    return fetch_type({mailimap_fetch_att_new_uid(), mailimap_fetch_att_new_rfc822_size(),
                       mailimap_fetch_att_new_internaldate()});
}

FetchType fetch_beginning(std::uint32_t most) {
    auto* whole = mailimap_section_new(nullptr);
    return fetch_type(
        {mailimap_fetch_att_new_uid(), mailimap_fetch_att_new_body_peek_section_partial(whole, 0, most)});
}

std::vector<FetchedItem> read_items(clist* answer) {
    std::vector<FetchedItem> items;
    if (answer == nullptr) return items;
    for (auto* at = clist_begin(answer); at != nullptr; at = clist_next(at)) {
        auto item = read_item(static_cast<mailimap_msg_att*>(clist_content(at)));
        if (item.uid != 0) items.push_back(std::move(item));
    }
    return items;
}

std::vector<std::uint32_t> read_uids(clist* answer) {
    std::vector<std::uint32_t> uids;
    if (answer == nullptr) return uids;
    for (auto* at = clist_begin(answer); at != nullptr; at = clist_next(at))
        uids.push_back(*static_cast<std::uint32_t*>(clist_content(at)));
    std::sort(uids.begin(), uids.end());
    return uids;
}

ImapSession::Folder read_status(mailimap_mailbox_data_status* answer) {
    ImapSession::Folder folder;
    if (answer == nullptr) return folder;
    if (answer->st_info_list != nullptr)
        for (auto* at = clist_begin(answer->st_info_list); at != nullptr; at = clist_next(at)) {
            const auto* info = static_cast<mailimap_status_info*>(clist_content(at));
            if (info->st_att == MAILIMAP_STATUS_ATT_UIDNEXT) folder.next_uid = info->st_value;
            if (info->st_att == MAILIMAP_STATUS_ATT_UIDVALIDITY) folder.validity = info->st_value;
        }
    mailimap_mailbox_data_status_free(answer);
    return folder;
}

std::optional<std::string> find_sent(clist* folders) {
    std::optional<std::string> usual;
    if (folders == nullptr) return usual;
    for (auto* at = clist_begin(folders); at != nullptr; at = clist_next(at)) {
        const auto& folder = *static_cast<mailimap_mailbox_list*>(clist_content(at));
        if (folder.mb_name == nullptr) continue;
        if (has_role(folder, "sent")) return folder.mb_name;
        if (!usual && usual_name(folder)) usual = folder.mb_name;
    }
    return usual;
}

CivilDate date_of(Time time) {
    chrono::year_month_day day(
        chrono::floor<chrono::days>(chrono::sys_time<chrono::milliseconds>(chrono::milliseconds(time.ms))));
    return {static_cast<int>(unsigned(day.day())), static_cast<int>(unsigned(day.month())), int(day.year())};
}

DateTime date_time_of(Time time) {
    auto [day, month, year] = date_of(time);
    auto seconds = static_cast<int>((time.ms / second_ms) % 86400);
    return DateTime(
        mailimap_date_time_new(day, month, year, seconds / 3600, seconds / 60 % 60, seconds % 60, 0));
}

}  // namespace channels::email
