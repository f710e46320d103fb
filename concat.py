def main():
  a='abc'
  for i in range(300000):
    a + 'def'
main()
