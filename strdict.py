def main():
  d={'a':1,'b':2}
  for i in range(300000):
    d['a']
main()
