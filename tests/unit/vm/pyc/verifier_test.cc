#include "vm/pyc/verifier.h"

#include <gmock/gmock.h>

#include <string>

#include "tests/unit/vm/pyc/code_maker.h"
#include "tests/unit/vm/pyc/pyc_fixture.h"
#include "tests/unit/vm/pyc/unit_checker.h"
#include "vm/object/tuple.h"
#include "vm/pyc/translator.h"

namespace krait {
namespace {

class VerifierTest : public PycTest {
 protected:
  /// Empty if the code is accepted (and its translation sound), else what is wrong with it.
  std::string Check(CodeMaker& maker) {
    const CodeFields fields = maker.Fields();
    stack = StackCode();
    if (DecodeAndVerify(t, fields, &stack).ok()) {
      const Result<Code*> code = Code::New(t, fields);
      const Result<CodeUnit*> unit = Translate(t, *code, stack);
      EXPECT_TRUE(unit.ok()) << TakeError(t);
      if (unit.ok()) EXPECT_EQ(CheckUnit(**unit), "");
      return "";
    }
    const std::string error = TakeError(t);
    const std::string prefix = "ValueError: bad code object f in file.py: ";
    EXPECT_EQ(error.substr(0, prefix.size()), prefix);
    return error.substr(prefix.size());
  }
  /// LOAD_CONST None.
  static CodeMaker& None(CodeMaker& maker) { return maker.Op(kLOAD_CONST311, 0); }
  static CodeMaker& ReturnNone(CodeMaker& maker) { return None(maker).Op(kRETURN_VALUE311); }

  /// A maker with None as constant 0, the names "a" and "b", and the locals x (plain), c (a cell
  /// made at the beginning), v (a free variable).
  struct Maker : CodeMaker {
    explicit Maker(Thread& t) : CodeMaker(t) { Const(Value::None()).Name("a").Name("b"); }
    Maker& WithLocals() {
      Local("x").Local("c", kLocalCell).Local("v", kLocalFree);
      Op(kCOPY_FREE_VARS311, 1).Op(kMAKE_CELL311, 1);
      return *this;
    }
  };

  StackCode stack;
};

TEST_F(VerifierTest, TheSmallestFunction) {
  Maker m(t);
  ReturnNone(m.Op(kRESUME311));
  EXPECT_EQ(Check(m), "");
  ASSERT_EQ(stack.instructions.size(), 3u);
  EXPECT_EQ(stack.depths, (std::vector<int32_t>{0, 0, 1}));
  EXPECT_EQ(stack.max_depth, 1);
}

TEST_F(VerifierTest, ShapeOfInstructions) {
  {
    Maker m(t);
    EXPECT_EQ(Check(m), "there are no instructions");
  }
  {
    Maker m(t);
    m.Unit(0).Unit(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 0: unknown or specialised opcode 0");
  }
  for (uint8_t specialised : {3, 14, 58, 66, 170, 255}) {
    Maker m(t);
    m.Unit(specialised);
    EXPECT_EQ(Check(m),
              "at offset 0: unknown or specialised opcode " + std::to_string(specialised));
  }
  {
    Maker m(t);
    m.Op(kRESUME311).Unit(kLOAD_GLOBAL311, 0).Unit(0);
    EXPECT_EQ(Check(m), "at offset 2: LOAD_GLOBAL: its cache is cut off");
  }
  {
    Maker m(t);
    None(None(m)).Unit(kCOMPARE_OP311, 2).Unit(0).Unit(0, 1).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 4: COMPARE_OP: its cache is not empty");
  }
  {
    Maker m(t);
    ReturnNone(m).Unit(kEXTENDED_ARG311, 1);
    EXPECT_EQ(Check(m), "at offset 4: EXTENDED_ARG without an instruction");
  }
  {
    Maker m(t);
    for (int i = 0; i < 4; ++i) m.Unit(kEXTENDED_ARG311, 0);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 0: more than three EXTENDED_ARG");
  }
  {
    Maker m(t);
    m.Op(kLOAD_CONST311, 0xFFFFFFFF);
    EXPECT_EQ(Check(m), "at offset 6: LOAD_CONST: argument out of range");
  }
}

TEST_F(VerifierTest, ExtendedArgumentsAreFolded) {
  Maker m(t);
  for (int i = 1; i <= 300; ++i) m.Const(Value::FromInt(i));
  m.Op(kLOAD_CONST311, 300).Op(kRETURN_VALUE311);
  EXPECT_EQ(Check(m), "");
  EXPECT_EQ(stack.instructions[0].arg, 300);
  EXPECT_EQ(stack.instructions[0].offset, 1u);
}

TEST_F(VerifierTest, Calls) {
  {
    Maker m(t);
    m.Const(Value::FromObject(*Tuple::Of(t, S("key"))));
    None(m.Op(kPUSH_NULL311).Op(kLOAD_GLOBAL311, 0)).Op(kKW_NAMES311, 1).Call(1);
    m.Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "");
    EXPECT_EQ(stack.instructions[3].op, StackOp::CALL);
    EXPECT_EQ(stack.instructions[3].extra, 1);
  }
  {
    Maker m(t);
    m.Op(kPUSH_NULL311).Op(kLOAD_GLOBAL311, 0).Op(kCALL311, 0).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 14: CALL without PRECALL");
  }
  {
    Maker m(t);
    None(None(m)).Op(kPRECALL311, 0).Op(kCALL311, 1).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 8: PRECALL and CALL disagree on the arguments");
  }
  {
    Maker m(t);
    None(None(m)).Op(kPRECALL311, 0);
    EXPECT_EQ(Check(m), "at offset 8: PRECALL is not followed by CALL");
  }
  {
    Maker m(t);
    None(None(m)).Op(kKW_NAMES311, 0).Op(kNOP311);
    EXPECT_EQ(Check(m), "at offset 6: KW_NAMES is not followed by PRECALL");
  }
  {
    Maker m(t);
    None(None(m)).Op(kKW_NAMES311, 0).Call(0).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 10: CALL: KW_NAMES 0 is no constant tuple");
  }
  {
    Maker m(t);
    m.Const(Value::FromObject(*Tuple::Of(t, Value::None())));
    None(None(None(m))).Op(kKW_NAMES311, 1).Call(1).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 12: CALL: KW_NAMES holds something other than str");
  }
  {
    Maker m(t);
    m.Const(Value::FromObject(*Tuple::Of(t, S("a"), S("b"))));
    None(None(None(m))).Op(kKW_NAMES311, 1).Call(1).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 12: CALL: more keyword names than arguments");
  }
}

TEST_F(VerifierTest, NullIsNoValue) {
  {
    Maker m(t);
    m.Op(kPUSH_NULL311).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 2: RETURN_VALUE: stack slot 0 may hold NULL");
  }
  {
    Maker m(t);
    m.Op(kPUSH_NULL311).Op(kCOPY311, 1);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 2: COPY: the slot may hold NULL");
  }
  {  // the method that LOAD_METHOD may have found
    Maker m(t);
    None(m).Op(kLOAD_METHOD311, 0).Op(kPOP_TOP311).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 26: RETURN_VALUE: stack slot 0 may hold NULL");
  }
  {  // NULL on one of two paths
    Maker m(t);
    None(m).Op(kPOP_JUMP_FORWARD_IF_TRUE311, 2).Op(kPUSH_NULL311).Op(kJUMP_FORWARD311, 1);
    None(m).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 10: RETURN_VALUE: stack slot 0 may hold NULL");
  }
  {
    Maker m(t);
    None(None(None(m))).Op(kCALL_FUNCTION_EX311, 0).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 6: CALL_FUNCTION_EX: stack slot 0 may hold the wrong kind");
  }
}

TEST_F(VerifierTest, DepthsAgree) {
  {
    Maker m(t);
    m.Op(kPOP_TOP311);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 0: POP_TOP: takes from an empty stack");
  }
  {
    Maker m(t);
    m.stacksize = 1;
    None(None(m)).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 2: LOAD_CONST: the stack grows beyond its size, 1");
  }
  {
    Maker m(t);
    None(m).Op(kPOP_JUMP_FORWARD_IF_TRUE311, 1);
    None(m);
    ReturnNone(m);
    EXPECT_EQ(Check(m),
              "at offset 4: LOAD_CONST: goes to offset 6 with 1 values on the stack, "
              "another path with 0");
  }
  {  // a loop that piles up
    Maker m(t);
    None(m).Op(kJUMP_BACKWARD311, 2);
    EXPECT_EQ(Check(m),
              "at offset 2: JUMP: goes to offset 0 with 1 values on the stack, "
              "another path with 0");
  }
  {
    Maker m(t);
    None(m).Op(kNOP311);
    EXPECT_EQ(Check(m), "at offset 2: NOP: control runs off the end");
  }
  {
    Maker m(t);
    None(m).Op(kUNPACK_SEQUENCE311, 0x7FFFFFFF);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 8: UNPACK_SEQUENCE: the stack grows beyond its size, 10");
  }
  {
    Maker m(t);
    m.Op(kBUILD_TUPLE311, 0x7FFFFFFF).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 6: BUILD_TUPLE: takes from an empty stack");
  }
  {
    Maker m(t);
    None(m).Op(kSWAP311, 2).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 2: SWAP: reaches below the stack");
  }
}

TEST_F(VerifierTest, ArgumentsAreInRange) {
  struct Row {
    uint8_t opcode;
    uint32_t arg;
    int depth;
  };
  for (const Row& row :
       {Row{kLOAD_CONST311, 1, 0}, Row{kLOAD_NAME311, 2, 0}, Row{kLOAD_GLOBAL311, 4, 0},
        Row{kSTORE_ATTR311, 9, 2}, Row{kBINARY_OP311, 26, 2}, Row{kCOMPARE_OP311, 6, 2},
        Row{kIS_OP311, 2, 2}, Row{kCONTAINS_OP311, 2, 2}, Row{kRAISE_VARARGS311, 3, 3},
        Row{kMAKE_FUNCTION311, 16, 2}, Row{kBUILD_SLICE311, 4, 4}, Row{kFORMAT_VALUE311, 8, 2},
        Row{kRESUME311, 4, 0}, Row{kSWAP311, 0, 2}, Row{kCOPY311, 0, 2}, Row{kLIST_APPEND311, 0, 2},
        Row{kGET_AWAITABLE311, 3, 1}, Row{kCALL_FUNCTION_EX311, 2, 4},
        Row{kMATCH_CLASS311, 40000, 3}}) {
    Maker m(t);
    for (int i = 0; i < row.depth; ++i) None(m);
    m.Op(row.opcode, row.arg);
    ReturnNone(m);
    EXPECT_THAT(Check(m), ::testing::HasSubstr("is out of range")) << int{row.opcode};
  }
}

TEST_F(VerifierTest, LocalsAndCells) {
  {
    Maker m(t);
    m.WithLocals().Op(kLOAD_FAST311, 0).Op(kSTORE_DEREF311, 1).Op(kLOAD_DEREF311, 2);
    m.Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "");
  }
  {
    Maker m(t);
    m.WithLocals().Op(kLOAD_FAST311, 1).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 4: LOAD_FAST: local 1 is a cell");
  }
  {
    Maker m(t);
    m.WithLocals().Op(kLOAD_FAST311, 3).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 4: LOAD_FAST: there is no local 3");
  }
  {
    Maker m(t);
    m.WithLocals().Op(kLOAD_DEREF311, 0).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m),
              "at offset 4: LOAD_DEREF: local 0 is no cell, or was not made one at the "
              "beginning");
  }
  {
    Maker m(t);
    m.Local("c", kLocalCell);
    m.Op(kLOAD_CLOSURE311, 0).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m),
              "at offset 0: LOAD_CLOSURE: local 0 is no cell, or was not made one at the "
              "beginning");
  }
  {
    Maker m(t);
    m.WithLocals().Op(kMAKE_CELL311, 1);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 4: MAKE_CELL: the cell has been made already");
  }
  {
    Maker m(t);
    m.WithLocals().Op(kNOP311).Op(kMAKE_CELL311, 1);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 6: MAKE_CELL: must stand at the beginning");
  }
  {
    Maker m(t);
    m.Local("v", kLocalFree).Op(kCOPY_FREE_VARS311, 2);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 0: COPY_FREE_VARS: there are 1 free variables, not 2");
  }
  {  // cells would be made twice
    Maker m(t);
    m.Local("c", kLocalCell).Op(kMAKE_CELL311, 0).Op(kJUMP_BACKWARD311, 2);
    EXPECT_EQ(Check(m), "at offset 2: JUMP: jumps into the beginning");
  }
}

TEST_F(VerifierTest, Generators) {
  auto generator = [](Maker& m) -> CodeMaker& {
    m.flags |= kCodeGenerator;
    return m.Op(kRETURN_GENERATOR311).Op(kPOP_TOP311).Op(kRESUME311);
  };
  {
    Maker m(t);
    ReturnNone(None(generator(m)).Op(kYIELD_VALUE311).Op(kRESUME311, 1).Op(kPOP_TOP311));
    EXPECT_EQ(Check(m), "");
  }
  {
    Maker m(t);
    generator(m).Op(kRETURN_GENERATOR311).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 6: RETURN_GENERATOR: must stand at the beginning");
  }
  {
    Maker m(t);
    m.flags |= kCodeGenerator;
    ReturnNone(m.Op(kRETURN_GENERATOR311).Op(kNOP311));
    EXPECT_EQ(Check(m), "at offset 0: RETURN_GENERATOR: is not followed by POP_TOP");
  }
  for (uint32_t flags : {0u, uint32_t{kCodeGenerator | kCodeCoroutine}}) {
    Maker m(t);
    m.flags |= flags;
    ReturnNone(m.Op(kRETURN_GENERATOR311).Op(kPOP_TOP311));
    EXPECT_EQ(Check(m),
              "at offset 0: RETURN_GENERATOR: co_flags do not say what kind of generator this is");
  }
  {
    Maker m(t);
    m.flags |= kCodeGenerator;
    None(m).Op(kYIELD_VALUE311).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 2: YIELD_VALUE: not in a generator");
  }
  {
    Maker m(t);
    None(generator(m)).Op(kASYNC_GEN_WRAP311).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 8: ASYNC_GEN_WRAP: not in an asynchronous generator");
  }
}

TEST_F(VerifierTest, Jumps) {
  {
    Maker m(t);
    m.Op(kJUMP_FORWARD311, 5);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 0: JUMP_FORWARD: jumps out of the code");
  }
  {
    Maker m(t);
    m.Op(kJUMP_BACKWARD311, 2);
    EXPECT_EQ(Check(m), "at offset 0: JUMP_BACKWARD: jumps out of the code");
  }
  {  // into the cache of LOAD_GLOBAL
    Maker m(t);
    m.Op(kJUMP_FORWARD311, 1).Op(kLOAD_GLOBAL311, 0).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 0: jumps into the middle of an instruction");
  }
  {  // behind an EXTENDED_ARG
    Maker m(t);
    m.Op(kJUMP_FORWARD311, 1).Unit(kEXTENDED_ARG311, 0);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 0: jumps into the middle of an instruction");
  }
  {  // onto an EXTENDED_ARG
    Maker m(t);
    m.Op(kJUMP_FORWARD311, 0).Unit(kEXTENDED_ARG311, 0);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "");
  }
  {  // between PRECALL and CALL
    Maker m(t);
    None(None(m)).Op(kJUMP_FORWARD311, 2).Call(0).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 4: jumps into the middle of an instruction");
  }
}

TEST_F(VerifierTest, JumpsBackCheckForInterrupts) {
  {
    Maker m(t);
    m.Op(kJUMP_BACKWARD_NO_INTERRUPT311, 1);
    EXPECT_EQ(Check(m), "");
    EXPECT_TRUE(stack.instructions[0].flag);
  }
  {
    Maker m(t);
    m.flags |= kCodeCoroutine;
    m.Op(kRETURN_GENERATOR311).Op(kPOP_TOP311).Op(kRESUME311);
    None(None(m)).Op(kSEND311, 3).Op(kYIELD_VALUE311).Op(kRESUME311, 3);
    m.Op(kJUMP_BACKWARD_NO_INTERRUPT311, 4).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "");
    EXPECT_EQ(stack.instructions[8].op, StackOp::JUMP);
    EXPECT_FALSE(stack.instructions[8].flag);
  }
}

TEST_F(VerifierTest, Handlers) {
  {  // try: None.a except: return None
    Maker m(t);
    None(m).Op(kLOAD_ATTR311, 0).Op(kRETURN_VALUE311);
    const uint32_t handler = m.here();
    m.Handler(0, handler, handler, 0, false);
    m.Op(kPUSH_EXC_INFO311).Op(kPOP_TOP311).Op(kPOP_EXCEPT311);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "");
    EXPECT_EQ(stack.max_depth, 2);
    ASSERT_EQ(stack.handlers.size(), 1u);
    EXPECT_EQ(stack.handlers[0].target, 3u);
  }
  {
    Maker m(t);
    ReturnNone(m.Op(kNOP311)).Op(kPOP_TOP311);
    ReturnNone(m);
    m.Handler(0, 1, 3, 1, false);
    EXPECT_EQ(Check(m),
              "at offset 0: NOP: its exception handler needs 1 values on the stack, "
              "there are 0");
  }
  {  // an operand that the handler relies on
    Maker m(t);
    None(m).Op(kUNARY_NOT311).Op(kRETURN_VALUE311).Op(kPOP_TOP311).Op(kRETURN_VALUE311);
    m.Handler(1, 2, 3, 1, false);
    EXPECT_EQ(Check(m),
              "at offset 2: UNARY_NOT: takes operands that its exception handler relies "
              "on");
  }
  {
    Maker m(t);
    m.stacksize = 1;
    ReturnNone(m).Op(kPOP_TOP311).Op(kPOP_TOP311);
    ReturnNone(m);
    m.Handler(0, 1, 2, 0, true);
    EXPECT_EQ(Check(m),
              "at offset 0: LOAD_CONST: its exception handler grows the stack beyond its "
              "size");
  }
  {  // only what a handler was given is an exception
    Maker m(t);
    None(m).Op(kPUSH_EXC_INFO311).Op(kPOP_TOP311).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 2: PUSH_EXC_INFO: stack slot 0 may hold the wrong kind");
  }
  {
    Maker m(t);
    None(None(m)).Op(kRERAISE311, 1);
    EXPECT_EQ(Check(m), "at offset 4: RERAISE: stack slot 1 may hold the wrong kind");
  }
  {  // lasti was not pushed
    Maker m(t);
    None(m).Op(kRETURN_VALUE311);
    m.Op(kPUSH_EXC_INFO311).Op(kRERAISE311, 1);
    m.Handler(0, 1, 2, 0, false);
    EXPECT_EQ(Check(m), "at offset 6: RERAISE: stack slot 0 may hold the wrong kind");
  }
  for (auto [begin, end, target] : {std::tuple{0, 0, 2}, std::tuple{0, 9, 2}, std::tuple{0, 1, 5},
                                    std::tuple{0, 1, 99}, std::tuple{9, 9, 2}}) {
    Maker m(t);
    ReturnNone(m);
    m.Op(kPUSH_EXC_INFO311).Unit(kEXTENDED_ARG311, 0).Unit(kLOAD_CONST311, 0);
    m.Op(kRETURN_VALUE311);
    m.Handler(begin, end, target == 5 ? 4 : target, 0, false);
    EXPECT_THAT(Check(m), ::testing::HasSubstr("bad entry in the exception table"));
  }
  {  // overlapping
    Maker m(t);
    ReturnNone(m).Op(kRERAISE311, 0);
    m.Handler(0, 2, 2, 0, false).Handler(1, 2, 2, 0, false);
    EXPECT_EQ(Check(m), "at offset 2: bad entry in the exception table");
  }
  for (const std::vector<uint8_t>& table : {std::vector<uint8_t>{0x00},
                                            {0x80, 0x01},
                                            {0x80, 0x81, 0x02, 0x00},
                                            {0xC0, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, 0x01}}) {
    Maker m(t);
    ReturnNone(m).Op(kRERAISE311, 0);
    m.exceptiontable = table;
    EXPECT_EQ(Check(m), "the exception table is malformed");
  }
}

TEST_F(VerifierTest, ReachingDown) {
  {
    Maker m(t);
    m.Op(kBUILD_LIST311, 0);
    None(m).Op(kLIST_APPEND311, 2).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 4: LIST_APPEND: reaches below the stack");
  }
  {
    Maker m(t);
    m.Op(kPUSH_NULL311);
    None(m).Op(kLIST_APPEND311, 1);
    ReturnNone(m);
    EXPECT_EQ(Check(m), "at offset 4: LIST_APPEND: stack slot 0 may hold the wrong kind");
  }
  {
    Maker m(t);
    m.Op(kBUILD_MAP311, 0).Op(kBUILD_MAP311, 0).Op(kDICT_MERGE311, 1).Op(kRETURN_VALUE311);
    EXPECT_EQ(Check(m), "at offset 4: DICT_MERGE: there is no callable below the dict");
  }
}

TEST_F(VerifierTest, FieldsAgree) {
  auto with = [this](auto change) {
    Maker m(t);
    m.Local("a").Local("b").Local("c", kLocalCell).Local("d", kLocalFree);
    ReturnNone(m);
    change(m);
    return Check(m);
  };
  EXPECT_EQ(with([](Maker& m) { m.argcount = 2; }), "");
  EXPECT_EQ(with([](Maker& m) { m.argcount = -1; }), "the counts of parameters do not agree");
  EXPECT_EQ(with([](Maker& m) { m.posonlyargcount = 1; }), "the counts of parameters do not agree");
  EXPECT_EQ(with([](Maker& m) { m.stacksize = -1; }), "co_stacksize is negative");
  EXPECT_EQ(with([](Maker& m) { m.flags = 0x80000000; }), "co_flags are negative");
  EXPECT_EQ(with([](Maker& m) { m.argcount = 3; }), "a parameter is no local");
  EXPECT_EQ(with([](Maker& m) { m.argcount = INT32_MAX, m.kwonlyargcount = INT32_MAX; }),
            "a parameter is no local");
  EXPECT_EQ(with([](Maker& m) { m.argcount = 1, m.flags |= kCodeVarArgs | kCodeVarKeywords; }),
            "a parameter is no local");
  EXPECT_EQ(with([](Maker& m) { m.Local("e"); }), "a free variable is not among the last");
  EXPECT_EQ(with([](Maker& m) { m.Local("e", 0); }), "local 4 is of an unknown kind");
  EXPECT_EQ(with([](Maker& m) { m.Local("e", 0xFF); }), "local 4 is of an unknown kind");
  EXPECT_EQ(with([](Maker& m) { m.linetable = {0x00}; }), "the line table is malformed");
  EXPECT_EQ(with([](Maker& m) { m.linetable = {0xF0}; }), "the line table is malformed");
  EXPECT_EQ(with([](Maker& m) { m.linetable = {0xF8}; }), "");
  {
    Maker m(t);
    m.Local("a");
    m.argcount = 2;
    ReturnNone(m);
    EXPECT_EQ(Check(m), "there are fewer locals than parameters");
  }
  {
    Maker m(t);
    ReturnNone(m);
    CodeFields fields = m.Fields();
    fields.names = *Tuple::Of(t, Value::None());
    EXPECT_FALSE(Verify(t, fields).ok());
    EXPECT_THAT(TakeError(t), ::testing::HasSubstr("co_names holds something other than str"));
    fields = m.Fields();
    fields.localsplusnames = *Tuple::Of(t, S("x"));
    EXPECT_FALSE(Verify(t, fields).ok());
    EXPECT_THAT(TakeError(t), ::testing::HasSubstr("there are 1 locals' names, but 0 kinds"));
  }
}

/// Values that were shuffled on the stack are still there when two neighbouring results are wanted.
TEST_F(VerifierTest, ShuffledOperandsSurvivePairs) {
  Maker m(t);
  m.Local("x").Op(kLOAD_GLOBAL311, 0).Op(kLOAD_GLOBAL311, 2).Op(kSWAP311, 2);
  m.Op(kLOAD_METHOD311, 0).Call(0).Op(kBINARY_OP311, 0).Op(kRETURN_VALUE311);
  EXPECT_EQ(Check(m), "");
}

TEST_F(VerifierTest, HugeCodeIsRefusedInTime) {
  Maker m(t);
  m.stacksize = 40'000;
  for (int i = 0; i < 33'000; ++i) None(m);
  ReturnNone(m);
  EXPECT_EQ(Check(m), "at offset 64000: LOAD_CONST: the stack grows beyond its size, 32000");
}

}  // namespace
}  // namespace krait
