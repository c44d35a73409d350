// The order of life.h, kept: what is prepared waits, what is accepted folds.
#include "life/life.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/safety/people.h"
#include "engine/view/view.h"
#include "vault/hex.h"

namespace ajar::life {
namespace {

constexpr std::size_t kMostDamage = 1000;

std::string_view text_of(vault::Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Id id_of(const vault::DeviceId& device) {
  Id id;
  id.bytes = device;
  return id;
}

void note(Applied& report, std::size_t index, std::string_view code, std::string record = {}) {
  if (report.damaged.size() < kMostDamage)
    report.damaged.push_back({index, code, std::move(record)});
}

bool same_revision(const record::Record& a, const record::Record& b) {
  return a.id == b.id && a.rev == b.rev && a.raw == b.raw;
}

bool holds(const journal::Journal& journal, const record::Record& record) {
  const auto held = journal.held(record.id);
  return std::any_of(held.begin(), held.end(),
                     [&](const journal::Held& one) { return same_revision(*one.record, record); });
}

// The line of `file` that is `line` byte for byte, from 1.
std::int64_t line_number(std::string_view file, std::string_view line) {
  const std::string_view before = file.substr(0, std::min(file.find(line), file.size()));
  return 1 + std::count(before.begin(), before.end(), '\n');
}

// What would for ever keep this life from writing, and is therefore not imported: a record that
// only a newer version understands, and a revision after which the clock has no room left.
Status may_import(const record::Record& record) {
  // Fifty days before the end of the clock: room for more revisions than anyone writes.
  constexpr std::uint64_t kLatest = kMaxRevMilliseconds - (std::uint64_t{1} << 32);
  if (record.newer_critical()) return Error{"newer_critical"};
  if (record.rev.milliseconds > kLatest)
    return Error{"record/out_of_range", 0, "rev", format(record.rev)};
  return ok();
}

// The key of a setting's body, which says under which fixed id it lives.
Result<Id> setting_id(std::string_view body) {
  json::Document document;
  const auto value =
      TRY(document.parse(body, {.bytes = record::kMaxBytes, .depth = record::kMaxDepth}));
  const auto key = value.find("key");
  if (!key || !key->is(json::Type::string)) return Error{"record/missing", 0, "body.key"};
  const auto& names = record::kNames<record::SettingKey>;
  const auto found = std::find(names.begin(), names.end(), key->text());
  if (found == names.end())
    return Error{"record/bad_value", 0, "body.key", std::string(key->text().substr(0, 80))};
  return record::setting_id(static_cast<record::SettingKey>(found - names.begin()));
}

}  // namespace

Result<Life> Life::open(vault::Bytes secret) {
  return Life(TRY(vault::Vault::open(secret)));
}

// ------------------------------------------------------------------ the log, back into a journal

void Life::fold(vault::Bytes content, const vault::Hash& evh, std::size_t index, Applied& report) {
  auto parsed = parser_.parse(text_of(content));
  if (!parsed) {
    // Authentic, yet not a record of this version: it stays in the log, and is said.
    note(report, index, parsed.error().code);
    return;
  }
  bodies_.push_back({{parsed->id, parsed->rev}, evh});
  journal_.add(std::move(*parsed));
  ++report.records;
}

Applied Life::apply(vault::Bytes frames, bool last) {
  vault::FrameReader reader(frames, vault_.vault_id());
  while (const auto frame = reader.next()) {
    const std::size_t index = so_far_.events++;
    const auto opened = vault_.apply(frame->bytes);
    if (!opened) {
      damaged_ = true;
      note(so_far_, index, opened.error().code);
      continue;
    }
    if (!opened->problem.empty()) {
      damaged_ = true;
      note(so_far_, index, opened->problem);
    }
    if (opened->type == vault::Type::record && !opened->stub)
      fold(opened->content, opened->evh, index, so_far_);
  }
  so_far_.tail = reader.tail();
  if (last) {
    for (const auto& problem : vault_.finish()) {
      damaged_ = true;
      note(so_far_, problem.index, problem.code);
    }
    so_far_.strip = std::any_of(bodies_.begin(), bodies_.end(),
                                [&](const Held& held) { return vault_.removed(held.evh); });
    std::erase_if(bodies_, [&](const Held& held) { return vault_.removed(held.evh); });
    leave_out_quarantined();
  }
  ++revision_;
  Applied report = so_far_;
  so_far_.damaged.clear();  // each is reported once
  return report;
}

Result<Verified> Life::verify(vault::Bytes secret, vault::Bytes frames) {
  Life fresh(TRY(vault::Vault::open(secret, vault::Check::every_signature)));
  Applied read = fresh.apply(frames, true);
  Verified report{read.events, read.records, read.tail, std::move(read.damaged), fresh.state()};
  for (const auto& clash : fresh.journal_.clashes())
    if (report.problems.size() < kMostDamage)
      report.problems.push_back({0, "record/clash", format(clash.id)});
  return report;
}

// ------------------------------------------------------------------ writing

Status Life::may_write() {
  if (taking() && !pending_->storing) pending_.reset();
  if (pending_) return Error{"life/busy"};
  if (journal_.newer_critical()) return Error{"newer_critical"};
  return vault_.writable();
}

Result<Rev> Life::next_rev(const Clock& clock) const {
  return next(journal_.latest(), clock.wall_ms, id_of(vault_.device()));
}

Result<Prepared> Life::seal(record::Record record, vault::Random& random) {
  const auto raw = vault::text_bytes(record.raw);
  vault::Tip tip = vault_.tip();
  auto sealed = TRY(vault_.seal_record(raw, random, tip));
  Prepared prepared{sealed.frame, record.id, record.rev};
  Pending pending;
  pending.events.push_back(std::move(sealed));
  pending.records.push_back(std::move(record));
  pending_ = std::move(pending);
  return prepared;
}

Result<Id> Life::id_for(const Intent& intent, vault::Random& random) const {
  if (intent.kind == "plan") return record::plan_id();
  if (intent.kind == "setting") return setting_id(intent.body);
  if (intent.id) {
    const auto* current = journal_.current(*intent.id);
    if (current == nullptr) return Error{"life/no_record", 0, "id", format(*intent.id)};
    if (current->kind_name != intent.kind)
      return Error{"life/kind_changed", 0, "kind", current->kind_name};
    return *intent.id;
  }
  Id id;
  // Fixed ids are all zero but for one byte, so sixteen random bytes do not meet one in any
  // lifetime.
  random.fill(id.bytes);
  return id;
}

// Planning is where a step toward someone marked unsafe stops; what already happened may always be
// written down.
Status Life::allow_step(const record::Record& record) const {
  const auto* step = record.get<record::Step>();
  if (step == nullptr || step->status != record::StepStatus::planned) return ok();
  const safety::Target target{
      .relation = step->relation ? record::name(*step->relation) : std::string_view{},
      .person = step->person,
      .words = step->own};
  // The question "is it safe with them?" is the screen's to ask; what is known to be unsafe is
  // refused here.
  switch (safety::may_plan(safety::people(journal_), target, std::nullopt)) {
    case safety::Refusal::unsafe_person:
      return Error{"safety/unsafe_person", 0, "body.person"};
    case safety::Refusal::guarded:
      return Error{"safety/guarded", 0, "body.relation"};
    case safety::Refusal::none:
    case safety::Refusal::ask_safety:
      break;
  }
  return ok();
}

Result<Prepared> Life::put(const Intent& intent, const Clock& clock, vault::Random& random) {
  TRY(may_write());
  const Id id = TRY(id_for(intent, random));
  const auto* before = journal_.current(id);
  const std::string body =
      before != nullptr ? TRY(record::carry_unknown(*before, intent.body)) : intent.body;
  const record::Envelope envelope{
      .id = id,
      .kind = intent.kind,
      .at = intent.at ? *intent.at : (before != nullptr ? before->at : clock.now),
      .rev = TRY(next_rev(clock)),
      .over = journal_.over_for(id)};
  auto record = TRY(record::compose(envelope, body));
  TRY(allow_step(record));
  return seal(std::move(record), random);
}

Result<Prepared> Life::remove(const Id& id, const Clock& clock, vault::Random& random) {
  TRY(may_write());
  const auto* before = journal_.current(id);
  if (before == nullptr) return Error{"life/no_record", 0, "id", format(id)};
  const record::Envelope envelope{.id = id,
                                  .kind = before->kind_name,
                                  .at = before->at,
                                  .rev = TRY(next_rev(clock)),
                                  .over = journal_.over_for(id)};
  return seal(TRY(record::compose(envelope, "")), random);
}

Result<Prepared> Life::restore(const Id& id, const Clock& clock, vault::Random& random) {
  TRY(may_write());
  if (!journal_.known(id)) return Error{"life/no_record", 0, "id", format(id)};
  if (!journal_.deleted(id)) return Error{"life/not_deleted", 0, "id", format(id)};
  const auto held = journal_.held(id);
  const auto latest = std::find_if(held.rbegin(), held.rend(), [](const journal::Held& one) {
    return one.record->body.has_value();
  });
  if (latest == held.rend()) return Error{"life/gone", 0, "id", format(id)};
  const record::Record& old = *latest->record;
  const record::Envelope envelope{.id = id,
                                  .kind = old.kind_name,
                                  .at = old.at,
                                  .rev = TRY(next_rev(clock)),
                                  .over = journal_.over_for(id),
                                  .critical = old.critical};
  return seal(TRY(record::compose(envelope, old.body_json())), random);
}

Result<ImportReport> Life::import_check(std::string_view lines) {
  TRY(may_write());
  import_.clear();
  ImportReport report;
  std::vector<record::Record> fresh;
  const auto read = record::read_lines(
      lines, [&](record::Record&& record) { fresh.push_back(std::move(record)); });
  report.lines = read.lines;
  report.errors = read.errors;
  for (const auto& record : fresh) {
    if (report.errors.size() >= record::kMaxErrors) break;
    auto allowed = may_import(record);
    if (allowed) continue;
    report.errors.push_back(std::move(allowed.error()));
    report.errors.back().line = line_number(lines, record.raw);
  }
  if (!report.errors.empty()) return report;

  // The same revision twice in the file, or in the journal already, is one. Sorted by pointer: a
  // record is large.
  std::vector<record::Record*> order;
  order.reserve(fresh.size());
  for (auto& record : fresh) order.push_back(&record);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::tie(a->rev, a->id, a->raw) < std::tie(b->rev, b->id, b->raw);
  });
  const auto repeats = std::unique(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return same_revision(*a, *b);
  });
  order.erase(repeats, order.end());
  std::erase_if(order, [&](const auto* record) { return holds(journal_, *record); });
  report.fresh = order.size();
  report.known = fresh.size() - order.size();
  // Oldest revision first into the log, so a log cut short never holds an edit without what it
  // edits.
  for (auto record = order.rbegin(); record != order.rend(); ++record)
    import_.push_back(std::move(**record));
  return report;
}

Result<ImportBatch> Life::import_next(std::size_t most, vault::Random& random) {
  // Batches pile up until one accept() or discard(), so that an import is durable as a whole or not
  // at all.
  Pending pending;
  if (pending_ && pending_->import)
    std::swap(pending, *pending_);
  else
    TRY(may_write());
  pending.import = true;
  pending_.reset();
  vault::Tip tip = pending.events.empty() ? vault_.tip() : pending.events.back().tip;
  ImportBatch batch;
  batch.events = std::min(most, import_.size());
  for (std::size_t i = 0; i < batch.events; ++i) {
    auto sealed = vault_.seal_record(vault::text_bytes(import_.back().raw), random, tip);
    if (!sealed) {
      import_.clear();
      return std::move(sealed.error());
    }
    batch.frames.insert(batch.frames.end(), sealed->frame.begin(), sealed->frame.end());
    pending.events.push_back(std::move(*sealed));
    pending.records.push_back(std::move(import_.back()));
    import_.pop_back();
  }
  batch.left = import_.size();
  if (!pending.events.empty()) pending_ = std::move(pending);
  return batch;
}

Result<Prepared> Life::sweep() {
  TRY(may_write());
  auto names = journal_.superseded();
  std::vector<vault::Hash> gone;
  for (const auto& held : bodies_) {
    if (gone.size() == vault::tombstone_limit) break;  // the rest goes with the next sweep
    if (std::binary_search(names.begin(), names.end(), held.name)) gone.push_back(held.evh);
  }
  if (gone.empty()) return Prepared{};
  vault::Tip tip = vault_.tip();
  const std::size_t bodies = gone.size();
  auto sealed = TRY(vault_.seal_tombstone(std::move(gone), tip));
  Prepared prepared{.frames = sealed.frame, .bodies = bodies};
  Pending pending;
  pending.sweep = true;
  pending.events.push_back(std::move(sealed));
  pending_ = std::move(pending);
  return prepared;
}

Result<Prepared> Life::name_device(const vault::DeviceId& device, std::string_view name,
                                   vault::Random& random) {
  TRY(may_write());
  vault::Tip tip = vault_.tip();
  auto sealed = TRY(vault_.seal_name(device, name, random, tip));
  Prepared prepared{.frames = sealed.frame};
  Pending pending;
  pending.sweep = true;
  pending.events.push_back(std::move(sealed));
  pending_ = std::move(pending);
  return prepared;
}

// ------------------------------------------------------------------ from other devices

Status Life::take_frame(vault::Bytes frame, Pending& pending) {
  const auto opened = pending.trial->merge(frame);
  if (!opened && opened.error().code == "vault/duplicate") return ok();
  if (!opened) return opened.error();
  ++pending.count;
  pending.frames.insert(pending.frames.end(), frame.begin(), frame.end());
  if (opened->type != vault::Type::record || opened->stub) return ok();
  // What this version cannot read stays in the log, as in apply().
  auto parsed = parser_.parse(text_of(opened->content));
  if (!parsed) return ok();
  pending.records.push_back(std::move(*parsed));
  pending.hashes.push_back(opened->evh);
  return ok();
}

Result<Taken> Life::take(vault::Bytes frames) {
  if (pending_ && (!pending_->trial || pending_->storing)) return Error{"life/busy"};
  Pending pending;
  if (pending_) {
    pending = std::move(*pending_);
  } else {
    pending.trial = vault_;
  }
  pending_.reset();
  vault::FrameReader reader(frames, vault_.vault_id());
  while (const auto frame = reader.next()) {
    auto taken =
        frame->problem.empty() ? take_frame(frame->bytes, pending) : Status(Error{frame->problem});
    if (taken) continue;
    vault::EventView event;
    if (vault::read_frame(frame->bytes, event) == vault::Layer::none)
      taken.error().detail = vault::hex(vault::Bytes(event.device(), 16));
    return taken.error();
  }
  if (reader.tail() != 0) return Error{"vault/bad_frame"};
  TRY(pending.trial->merged());
  const Taken taken{pending.count, pending.trial->uncovered()};
  pending_ = std::move(pending);
  return taken;
}

std::vector<std::uint8_t> Life::store_taken() {
  if (!taking()) return {};
  pending_->storing = true;
  return pending_->trial->strip(pending_->frames).log;
}

bool Life::strip_after() const {
  return taking() && std::any_of(bodies_.begin(), bodies_.end(), [&](const Held& held) {
           return pending_->trial->removed(held.evh);
         });
}

void Life::accept_taken(Pending pending) {
  vault_ = std::move(*pending.trial);
  so_far_.events += pending.count;
  for (std::size_t i = 0; i < pending.records.size(); ++i) {
    if (vault_.removed(pending.hashes[i])) continue;
    bodies_.push_back({{pending.records[i].id, pending.records[i].rev}, pending.hashes[i]});
    journal_.add(std::move(pending.records[i]));
    ++so_far_.records;
  }
  so_far_.strip =
      std::erase_if(bodies_, [&](const Held& held) { return vault_.removed(held.evh); }) != 0;
  leave_out_quarantined();
}

// A revocation came behind events that it puts out: the journal is folded again without them.
void Life::leave_out_quarantined() {
  if (vault_.quarantined() == left_out_) return;
  left_out_ = vault_.quarantined();
  journal::Journal fresh;
  for (const Held& body : bodies_) {
    if (vault_.quarantined(body.evh)) continue;
    for (const auto& held : journal_.held(body.name.id)) {
      if (held.record->rev != body.name.rev) continue;
      auto again = parser_.parse(held.record->raw);
      if (again) fresh.add(std::move(*again));
    }
  }
  std::erase_if(bodies_, [&](const Held& held) { return vault_.quarantined(held.evh); });
  journal_ = std::move(fresh);
  index_ = {};
}

std::uint64_t Life::accept() {
  if (!pending_) return revision_;
  Pending pending = std::move(*pending_);
  pending_.reset();
  if (pending.trial) {
    accept_taken(std::move(pending));
    return ++revision_;
  }
  for (std::size_t i = 0; i < pending.events.size(); ++i) {
    vault_.advance(pending.events[i]);
    ++so_far_.events;
    if (pending.sweep) continue;
    bodies_.push_back({{pending.records[i].id, pending.records[i].rev}, pending.events[i].tip.evh});
    journal_.add(std::move(pending.records[i]));
    ++so_far_.records;
  }
  if (pending.sweep) {
    if (std::erase_if(bodies_, [&](const Held& held) { return vault_.removed(held.evh); }) != 0)
      journal_.forget_superseded();
  }
  return ++revision_;
}

void Life::discard() {
  pending_.reset();
  import_.clear();
}

// ------------------------------------------------------------------ reading

Result<std::string> Life::view(const content::Content& content, std::string_view name,
                               std::string_view args, view::Table more, view::Table views) {
  return view::view(content, journal_, index_, name, args, more, views);
}

std::string Life::export_lines() const {
  std::size_t size = 0;
  journal_.for_each_state_line([&](std::string_view line) { size += line.size() + 1; });
  std::string out;
  out.reserve(size);
  journal_.for_each_state_line([&](std::string_view line) {
    out += line;
    out += '\n';
  });
  return out;
}

State Life::state() const {
  const std::string lines = export_lines();
  vault::Hash hash;
  vault::blake2b(hash, vault::text_bytes("ajar/v1/state"), {vault::text_bytes(lines)});
  return {vault::hex(hash), journal_.live(), journal_.total()};
}

}  // namespace ajar::life
