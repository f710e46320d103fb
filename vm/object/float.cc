#include "vm/object/float.h"

#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/vm.h"

namespace krait {

Result<Value> Float::FromSlow(Thread& t, double value) {
  Float* cell = TRY(AllocateExact<Float>(t, types(t).float_, sizeof(Float)));
  cell->value_ = value;
  return cell;
}

Result<Value> Float::NewOfType(Thread& t, Type* cls, double value) {
  auto* cell = static_cast<Float*>(TRY(AllocateInstance(t, cls, sizeof(Float))));
  cell->value_ = value;
  return cell;
}

Result<Complex*> Complex::New(Thread& t, double real, double imag) {
  Complex* cell = TRY(AllocateExact<Complex>(t, types(t).complex, sizeof(Complex)));
  cell->real_ = real;
  cell->imag_ = imag;
  return cell;
}

Result<Value> Complex::NewOfType(Thread& t, Type* cls, double real, double imag) {
  auto* cell = static_cast<Complex*>(TRY(AllocateInstance(t, cls, sizeof(Complex))));
  cell->real_ = real;
  cell->imag_ = imag;
  return cell;
}

}  // namespace krait
