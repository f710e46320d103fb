#include "gil/models.h"

#include <cstddef>

namespace krait::gil {
namespace {

struct Model {
  ModelKind kind;
  std::string_view name;
  std::unique_ptr<ThreadingModel> (*make)();
};

// In the order of ModelKind.
constexpr Model kModels[] = {
    {ModelKind::kGil, "gil", MakeGil},
    {ModelKind::kGilFair, "gil-fair", MakeGilFair},
    {ModelKind::kFree, "free", MakeFree},
};

constexpr const Model& Find(ModelKind kind) { return kModels[static_cast<size_t>(kind)]; }

static_assert(Find(ModelKind::kGil).kind == ModelKind::kGil);
static_assert(Find(ModelKind::kGilFair).kind == ModelKind::kGilFair);
static_assert(Find(ModelKind::kFree).kind == ModelKind::kFree);

}  // namespace

std::unique_ptr<ThreadingModel> ThreadingModel::Create(ModelKind kind) { return Find(kind).make(); }

std::string_view ThreadingModel::Name(ModelKind kind) { return Find(kind).name; }

std::optional<ModelKind> ThreadingModel::FromName(std::string_view name) {
  for (const Model& model : kModels) {
    if (model.name == name) return model.kind;
  }
  return std::nullopt;
}

}  // namespace krait::gil
