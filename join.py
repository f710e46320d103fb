def main():
  l=['abc']*10
  for i in range(300000):
    ','.join(l)
main()
