#pragma once
// Ownership for libetpan's values, and what its answers hold. For .cpp files only.
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <libetpan/libetpan.h>

#include "base/time.hpp"
#include "channels/email/imap.hpp"

namespace channels::email {

template <class T, void (*free_it)(T*)>
struct Free {
    void operator()(T* value) const { free_it(value); }
};
using Set = std::unique_ptr<mailimap_set, Free<mailimap_set, mailimap_set_free>>;
using FetchType = std::unique_ptr<mailimap_fetch_type, Free<mailimap_fetch_type, mailimap_fetch_type_free>>;
using FlagList = std::unique_ptr<mailimap_flag_list, Free<mailimap_flag_list, mailimap_flag_list_free>>;
using DateTime = std::unique_ptr<mailimap_date_time, Free<mailimap_date_time, mailimap_date_time_free>>;
using StatusList =
    std::unique_ptr<mailimap_status_att_list, Free<mailimap_status_att_list, mailimap_status_att_list_free>>;

class StatusItems {
public:
    StatusItems(std::initializer_list<int> items) : list_(mailimap_status_att_list_new_empty()) {
        for (int item : items) mailimap_status_att_list_add(list_.get(), item);
    }
    mailimap_status_att_list* get() { return list_.get(); }

private:
    StatusList list_;
};

Set set_of(const std::vector<std::uint32_t>& uids);  // rising; runs become ranges
FetchType fetch_summary();                           // UID RFC822.SIZE INTERNALDATE
FetchType fetch_beginning(std::uint32_t most);       // UID BODY.PEEK[]<0.most>

struct FetchedItem {
    std::uint32_t uid = 0;
    std::uint64_t size = 0;
    Time received = {};
    std::optional<std::string> bytes = {};
};
std::vector<FetchedItem> read_items(clist* answer);  // those with a UID
std::vector<std::uint32_t> read_uids(clist* answer);
ImapSession::Folder read_status(mailimap_mailbox_data_status* answer);  // frees it
std::optional<std::string> find_sent(clist* folders);                   // as on the wire

struct CivilDate {
    int day, month, year;
};
CivilDate date_of(Time);
DateTime date_time_of(Time);

}  // namespace channels::email
