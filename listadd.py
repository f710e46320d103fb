def main():
  a=[1,2]
  for i in range(300000):
    a + [3]
main()
