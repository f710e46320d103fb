def main():
  l=[]
  for i in range(300000):
    l.append(i)
main()
