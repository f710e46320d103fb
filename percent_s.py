def main():
  
  for i in range(300000):
    '%s;%d' % ('ab', i)
main()
