def main():
  b=b'abcdef'
  for i in range(300000):
    b[2]
main()
