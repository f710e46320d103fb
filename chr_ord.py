def main():
  
  for i in range(300000):
    ord(chr(i & 127))
main()
