#pragma once

#include <string>

#include "vm/core/field.h"
#include "vm/core/result.h"
#include "vm/object/native_object.h"

namespace krait {

class Code;
class Dict;
class Str;

/// The whole file. On failure `*error` is the errno and nothing is raised but for a VM without
/// access to files.
Result<bool> ReadWholeFile(Thread& t, const std::string& path, std::string* content, int* error);

/// Sets co_filename of `code` and of all code in it that came from the same file.
void SetFilenames(Code* code, Str* filename);

/// Runs `code` as the body of a module: `globals` get __builtins__ if they have none.
Result<None> RunModuleCode(Thread& t, Code* code, Dict* globals);

/// importlib.machinery.SourceFileLoader and SourcelessFileLoader. The code of a source comes from
/// the cache that CPython keeps too, if it belongs to the source as it is now; else it is compiled,
/// and the cache written.
class FileLoader : public NativeObject {
 public:
  static const NativeClass kClass;

  static Result<FileLoader*> New(Thread& t, Type* type, Value name, Value path);

  Value name() const { return name_.Load(); }
  Value path() const { return path_.Load(); }
  Result<Code*> GetCode(Thread& t);

 private:
  bool IsBytecode(Thread& t) const;
  Result<Code*> GetCodeOfSource(Thread& t, const std::string& path);
  Result<Code*> Compile(Thread& t, const std::string& path);

  Field<Value> name_;
  Field<Value> path_;
};

Result<Type*> MakeSourceLoaderType(Thread& t);
Result<Type*> MakeBytecodeLoaderType(Thread& t);
Result<Type*> MakeNamespaceLoaderType(Thread& t);
Result<Type*> MakeNamespacePathType(Thread& t);

}  // namespace krait
