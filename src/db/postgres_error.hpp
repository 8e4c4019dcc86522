#pragma once
#include <string>
#include <string_view>

#include "base/error.hpp"

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

namespace db::postgres {

// What a failed statement says about trying again.
enum class Again {
    no,
    race,        // a serialisation failure or a deadlock: another try of the whole transaction may pass
    stale_plan,  // the tables changed under a prepared statement: prepare anew, then try again
};

struct Failure {
    Error error;
    Again again;
};

// Whether a failure is the line's, not a word of the server's: that always carries an SQLSTATE, but libpq may
// still call a line sound which it could not write to.
bool lost(const PGconn*, const PGresult*);

// What PostgreSQL reported, as a sentence for a person. `sql` is for the log.
Failure failure_of(const PGconn*, const PGresult*, std::string_view sql);

// The line is down: nothing of the running transaction was kept.
Error lost_line(const PGconn*);
// The line went down between COMMIT and its answer.
Error unknown_outcome(const PGconn*);
Error cannot_connect(const PGconn*);

}  // namespace db::postgres
