# Code large enough for EXTENDED_ARG: many constants, names, locals, long jumps, big literals.
def many_locals():
    v0 = 0
    v1 = 1 + v0
    v2 = 2 + v1
    v3 = 3 + v2
    v4 = 4 + v3
    v5 = 5 + v4
    v6 = 6 + v5
    v7 = 7 + v6
    v8 = 8 + v7
    v9 = 9 + v8
    v10 = 10 + v9
    v11 = 11 + v10
    v12 = 12 + v11
    v13 = 13 + v12
    v14 = 14 + v13
    v15 = 15 + v14
    v16 = 16 + v15
    v17 = 17 + v16
    v18 = 18 + v17
    v19 = 19 + v18
    v20 = 20 + v19
    v21 = 21 + v20
    v22 = 22 + v21
    v23 = 23 + v22
    v24 = 24 + v23
    v25 = 25 + v24
    v26 = 26 + v25
    v27 = 27 + v26
    v28 = 28 + v27
    v29 = 29 + v28
    v30 = 30 + v29
    v31 = 31 + v30
    v32 = 32 + v31
    v33 = 33 + v32
    v34 = 34 + v33
    v35 = 35 + v34
    v36 = 36 + v35
    v37 = 37 + v36
    v38 = 38 + v37
    v39 = 39 + v38
    v40 = 40 + v39
    v41 = 41 + v40
    v42 = 42 + v41
    v43 = 43 + v42
    v44 = 44 + v43
    v45 = 45 + v44
    v46 = 46 + v45
    v47 = 47 + v46
    v48 = 48 + v47
    v49 = 49 + v48
    v50 = 50 + v49
    v51 = 51 + v50
    v52 = 52 + v51
    v53 = 53 + v52
    v54 = 54 + v53
    v55 = 55 + v54
    v56 = 56 + v55
    v57 = 57 + v56
    v58 = 58 + v57
    v59 = 59 + v58
    v60 = 60 + v59
    v61 = 61 + v60
    v62 = 62 + v61
    v63 = 63 + v62
    v64 = 64 + v63
    v65 = 65 + v64
    v66 = 66 + v65
    v67 = 67 + v66
    v68 = 68 + v67
    v69 = 69 + v68
    v70 = 70 + v69
    v71 = 71 + v70
    v72 = 72 + v71
    v73 = 73 + v72
    v74 = 74 + v73
    v75 = 75 + v74
    v76 = 76 + v75
    v77 = 77 + v76
    v78 = 78 + v77
    v79 = 79 + v78
    v80 = 80 + v79
    v81 = 81 + v80
    v82 = 82 + v81
    v83 = 83 + v82
    v84 = 84 + v83
    v85 = 85 + v84
    v86 = 86 + v85
    v87 = 87 + v86
    v88 = 88 + v87
    v89 = 89 + v88
    v90 = 90 + v89
    v91 = 91 + v90
    v92 = 92 + v91
    v93 = 93 + v92
    v94 = 94 + v93
    v95 = 95 + v94
    v96 = 96 + v95
    v97 = 97 + v96
    v98 = 98 + v97
    v99 = 99 + v98
    v100 = 100 + v99
    v101 = 101 + v100
    v102 = 102 + v101
    v103 = 103 + v102
    v104 = 104 + v103
    v105 = 105 + v104
    v106 = 106 + v105
    v107 = 107 + v106
    v108 = 108 + v107
    v109 = 109 + v108
    v110 = 110 + v109
    v111 = 111 + v110
    v112 = 112 + v111
    v113 = 113 + v112
    v114 = 114 + v113
    v115 = 115 + v114
    v116 = 116 + v115
    v117 = 117 + v116
    v118 = 118 + v117
    v119 = 119 + v118
    v120 = 120 + v119
    v121 = 121 + v120
    v122 = 122 + v121
    v123 = 123 + v122
    v124 = 124 + v123
    v125 = 125 + v124
    v126 = 126 + v125
    v127 = 127 + v126
    v128 = 128 + v127
    v129 = 129 + v128
    v130 = 130 + v129
    v131 = 131 + v130
    v132 = 132 + v131
    v133 = 133 + v132
    v134 = 134 + v133
    v135 = 135 + v134
    v136 = 136 + v135
    v137 = 137 + v136
    v138 = 138 + v137
    v139 = 139 + v138
    v140 = 140 + v139
    v141 = 141 + v140
    v142 = 142 + v141
    v143 = 143 + v142
    v144 = 144 + v143
    v145 = 145 + v144
    v146 = 146 + v145
    v147 = 147 + v146
    v148 = 148 + v147
    v149 = 149 + v148
    v150 = 150 + v149
    v151 = 151 + v150
    v152 = 152 + v151
    v153 = 153 + v152
    v154 = 154 + v153
    v155 = 155 + v154
    v156 = 156 + v155
    v157 = 157 + v156
    v158 = 158 + v157
    v159 = 159 + v158
    v160 = 160 + v159
    v161 = 161 + v160
    v162 = 162 + v161
    v163 = 163 + v162
    v164 = 164 + v163
    v165 = 165 + v164
    v166 = 166 + v165
    v167 = 167 + v166
    v168 = 168 + v167
    v169 = 169 + v168
    v170 = 170 + v169
    v171 = 171 + v170
    v172 = 172 + v171
    v173 = 173 + v172
    v174 = 174 + v173
    v175 = 175 + v174
    v176 = 176 + v175
    v177 = 177 + v176
    v178 = 178 + v177
    v179 = 179 + v178
    v180 = 180 + v179
    v181 = 181 + v180
    v182 = 182 + v181
    v183 = 183 + v182
    v184 = 184 + v183
    v185 = 185 + v184
    v186 = 186 + v185
    v187 = 187 + v186
    v188 = 188 + v187
    v189 = 189 + v188
    v190 = 190 + v189
    v191 = 191 + v190
    v192 = 192 + v191
    v193 = 193 + v192
    v194 = 194 + v193
    v195 = 195 + v194
    v196 = 196 + v195
    v197 = 197 + v196
    v198 = 198 + v197
    v199 = 199 + v198
    v200 = 200 + v199
    v201 = 201 + v200
    v202 = 202 + v201
    v203 = 203 + v202
    v204 = 204 + v203
    v205 = 205 + v204
    v206 = 206 + v205
    v207 = 207 + v206
    v208 = 208 + v207
    v209 = 209 + v208
    v210 = 210 + v209
    v211 = 211 + v210
    v212 = 212 + v211
    v213 = 213 + v212
    v214 = 214 + v213
    v215 = 215 + v214
    v216 = 216 + v215
    v217 = 217 + v216
    v218 = 218 + v217
    v219 = 219 + v218
    v220 = 220 + v219
    v221 = 221 + v220
    v222 = 222 + v221
    v223 = 223 + v222
    v224 = 224 + v223
    v225 = 225 + v224
    v226 = 226 + v225
    v227 = 227 + v226
    v228 = 228 + v227
    v229 = 229 + v228
    v230 = 230 + v229
    v231 = 231 + v230
    v232 = 232 + v231
    v233 = 233 + v232
    v234 = 234 + v233
    v235 = 235 + v234
    v236 = 236 + v235
    v237 = 237 + v236
    v238 = 238 + v237
    v239 = 239 + v238
    v240 = 240 + v239
    v241 = 241 + v240
    v242 = 242 + v241
    v243 = 243 + v242
    v244 = 244 + v243
    v245 = 245 + v244
    v246 = 246 + v245
    v247 = 247 + v246
    v248 = 248 + v247
    v249 = 249 + v248
    v250 = 250 + v249
    v251 = 251 + v250
    v252 = 252 + v251
    v253 = 253 + v252
    v254 = 254 + v253
    v255 = 255 + v254
    v256 = 256 + v255
    v257 = 257 + v256
    v258 = 258 + v257
    v259 = 259 + v258
    v260 = 260 + v259
    v261 = 261 + v260
    v262 = 262 + v261
    v263 = 263 + v262
    v264 = 264 + v263
    v265 = 265 + v264
    v266 = 266 + v265
    v267 = 267 + v266
    v268 = 268 + v267
    v269 = 269 + v268
    v270 = 270 + v269
    v271 = 271 + v270
    v272 = 272 + v271
    v273 = 273 + v272
    v274 = 274 + v273
    v275 = 275 + v274
    v276 = 276 + v275
    v277 = 277 + v276
    v278 = 278 + v277
    v279 = 279 + v278
    v280 = 280 + v279
    v281 = 281 + v280
    v282 = 282 + v281
    v283 = 283 + v282
    v284 = 284 + v283
    v285 = 285 + v284
    v286 = 286 + v285
    v287 = 287 + v286
    v288 = 288 + v287
    v289 = 289 + v288
    v290 = 290 + v289
    v291 = 291 + v290
    v292 = 292 + v291
    v293 = 293 + v292
    v294 = 294 + v293
    v295 = 295 + v294
    v296 = 296 + v295
    v297 = 297 + v296
    v298 = 298 + v297
    v299 = 299 + v298
    return v299 + v256 - v255


def many_constants(x):
    total = 0
    total += 1000 if x > 0 else 2000
    total += 1001 if x > 1 else 2001
    total += 1002 if x > 2 else 2002
    total += 1003 if x > 3 else 2003
    total += 1004 if x > 4 else 2004
    total += 1005 if x > 0 else 2005
    total += 1006 if x > 1 else 2006
    total += 1007 if x > 2 else 2007
    total += 1008 if x > 3 else 2008
    total += 1009 if x > 4 else 2009
    total += 1010 if x > 0 else 2010
    total += 1011 if x > 1 else 2011
    total += 1012 if x > 2 else 2012
    total += 1013 if x > 3 else 2013
    total += 1014 if x > 4 else 2014
    total += 1015 if x > 0 else 2015
    total += 1016 if x > 1 else 2016
    total += 1017 if x > 2 else 2017
    total += 1018 if x > 3 else 2018
    total += 1019 if x > 4 else 2019
    total += 1020 if x > 0 else 2020
    total += 1021 if x > 1 else 2021
    total += 1022 if x > 2 else 2022
    total += 1023 if x > 3 else 2023
    total += 1024 if x > 4 else 2024
    total += 1025 if x > 0 else 2025
    total += 1026 if x > 1 else 2026
    total += 1027 if x > 2 else 2027
    total += 1028 if x > 3 else 2028
    total += 1029 if x > 4 else 2029
    total += 1030 if x > 0 else 2030
    total += 1031 if x > 1 else 2031
    total += 1032 if x > 2 else 2032
    total += 1033 if x > 3 else 2033
    total += 1034 if x > 4 else 2034
    total += 1035 if x > 0 else 2035
    total += 1036 if x > 1 else 2036
    total += 1037 if x > 2 else 2037
    total += 1038 if x > 3 else 2038
    total += 1039 if x > 4 else 2039
    total += 1040 if x > 0 else 2040
    total += 1041 if x > 1 else 2041
    total += 1042 if x > 2 else 2042
    total += 1043 if x > 3 else 2043
    total += 1044 if x > 4 else 2044
    total += 1045 if x > 0 else 2045
    total += 1046 if x > 1 else 2046
    total += 1047 if x > 2 else 2047
    total += 1048 if x > 3 else 2048
    total += 1049 if x > 4 else 2049
    total += 1050 if x > 0 else 2050
    total += 1051 if x > 1 else 2051
    total += 1052 if x > 2 else 2052
    total += 1053 if x > 3 else 2053
    total += 1054 if x > 4 else 2054
    total += 1055 if x > 0 else 2055
    total += 1056 if x > 1 else 2056
    total += 1057 if x > 2 else 2057
    total += 1058 if x > 3 else 2058
    total += 1059 if x > 4 else 2059
    total += 1060 if x > 0 else 2060
    total += 1061 if x > 1 else 2061
    total += 1062 if x > 2 else 2062
    total += 1063 if x > 3 else 2063
    total += 1064 if x > 4 else 2064
    total += 1065 if x > 0 else 2065
    total += 1066 if x > 1 else 2066
    total += 1067 if x > 2 else 2067
    total += 1068 if x > 3 else 2068
    total += 1069 if x > 4 else 2069
    total += 1070 if x > 0 else 2070
    total += 1071 if x > 1 else 2071
    total += 1072 if x > 2 else 2072
    total += 1073 if x > 3 else 2073
    total += 1074 if x > 4 else 2074
    total += 1075 if x > 0 else 2075
    total += 1076 if x > 1 else 2076
    total += 1077 if x > 2 else 2077
    total += 1078 if x > 3 else 2078
    total += 1079 if x > 4 else 2079
    total += 1080 if x > 0 else 2080
    total += 1081 if x > 1 else 2081
    total += 1082 if x > 2 else 2082
    total += 1083 if x > 3 else 2083
    total += 1084 if x > 4 else 2084
    total += 1085 if x > 0 else 2085
    total += 1086 if x > 1 else 2086
    total += 1087 if x > 2 else 2087
    total += 1088 if x > 3 else 2088
    total += 1089 if x > 4 else 2089
    total += 1090 if x > 0 else 2090
    total += 1091 if x > 1 else 2091
    total += 1092 if x > 2 else 2092
    total += 1093 if x > 3 else 2093
    total += 1094 if x > 4 else 2094
    total += 1095 if x > 0 else 2095
    total += 1096 if x > 1 else 2096
    total += 1097 if x > 2 else 2097
    total += 1098 if x > 3 else 2098
    total += 1099 if x > 4 else 2099
    total += 1100 if x > 0 else 2100
    total += 1101 if x > 1 else 2101
    total += 1102 if x > 2 else 2102
    total += 1103 if x > 3 else 2103
    total += 1104 if x > 4 else 2104
    total += 1105 if x > 0 else 2105
    total += 1106 if x > 1 else 2106
    total += 1107 if x > 2 else 2107
    total += 1108 if x > 3 else 2108
    total += 1109 if x > 4 else 2109
    total += 1110 if x > 0 else 2110
    total += 1111 if x > 1 else 2111
    total += 1112 if x > 2 else 2112
    total += 1113 if x > 3 else 2113
    total += 1114 if x > 4 else 2114
    total += 1115 if x > 0 else 2115
    total += 1116 if x > 1 else 2116
    total += 1117 if x > 2 else 2117
    total += 1118 if x > 3 else 2118
    total += 1119 if x > 4 else 2119
    total += 1120 if x > 0 else 2120
    total += 1121 if x > 1 else 2121
    total += 1122 if x > 2 else 2122
    total += 1123 if x > 3 else 2123
    total += 1124 if x > 4 else 2124
    total += 1125 if x > 0 else 2125
    total += 1126 if x > 1 else 2126
    total += 1127 if x > 2 else 2127
    total += 1128 if x > 3 else 2128
    total += 1129 if x > 4 else 2129
    total += 1130 if x > 0 else 2130
    total += 1131 if x > 1 else 2131
    total += 1132 if x > 2 else 2132
    total += 1133 if x > 3 else 2133
    total += 1134 if x > 4 else 2134
    total += 1135 if x > 0 else 2135
    total += 1136 if x > 1 else 2136
    total += 1137 if x > 2 else 2137
    total += 1138 if x > 3 else 2138
    total += 1139 if x > 4 else 2139
    total += 1140 if x > 0 else 2140
    total += 1141 if x > 1 else 2141
    total += 1142 if x > 2 else 2142
    total += 1143 if x > 3 else 2143
    total += 1144 if x > 4 else 2144
    total += 1145 if x > 0 else 2145
    total += 1146 if x > 1 else 2146
    total += 1147 if x > 2 else 2147
    total += 1148 if x > 3 else 2148
    total += 1149 if x > 4 else 2149
    total += 1150 if x > 0 else 2150
    total += 1151 if x > 1 else 2151
    total += 1152 if x > 2 else 2152
    total += 1153 if x > 3 else 2153
    total += 1154 if x > 4 else 2154
    total += 1155 if x > 0 else 2155
    total += 1156 if x > 1 else 2156
    total += 1157 if x > 2 else 2157
    total += 1158 if x > 3 else 2158
    total += 1159 if x > 4 else 2159
    total += 1160 if x > 0 else 2160
    total += 1161 if x > 1 else 2161
    total += 1162 if x > 2 else 2162
    total += 1163 if x > 3 else 2163
    total += 1164 if x > 4 else 2164
    total += 1165 if x > 0 else 2165
    total += 1166 if x > 1 else 2166
    total += 1167 if x > 2 else 2167
    total += 1168 if x > 3 else 2168
    total += 1169 if x > 4 else 2169
    total += 1170 if x > 0 else 2170
    total += 1171 if x > 1 else 2171
    total += 1172 if x > 2 else 2172
    total += 1173 if x > 3 else 2173
    total += 1174 if x > 4 else 2174
    total += 1175 if x > 0 else 2175
    total += 1176 if x > 1 else 2176
    total += 1177 if x > 2 else 2177
    total += 1178 if x > 3 else 2178
    total += 1179 if x > 4 else 2179
    total += 1180 if x > 0 else 2180
    total += 1181 if x > 1 else 2181
    total += 1182 if x > 2 else 2182
    total += 1183 if x > 3 else 2183
    total += 1184 if x > 4 else 2184
    total += 1185 if x > 0 else 2185
    total += 1186 if x > 1 else 2186
    total += 1187 if x > 2 else 2187
    total += 1188 if x > 3 else 2188
    total += 1189 if x > 4 else 2189
    total += 1190 if x > 0 else 2190
    total += 1191 if x > 1 else 2191
    total += 1192 if x > 2 else 2192
    total += 1193 if x > 3 else 2193
    total += 1194 if x > 4 else 2194
    total += 1195 if x > 0 else 2195
    total += 1196 if x > 1 else 2196
    total += 1197 if x > 2 else 2197
    total += 1198 if x > 3 else 2198
    total += 1199 if x > 4 else 2199
    total += 1200 if x > 0 else 2200
    total += 1201 if x > 1 else 2201
    total += 1202 if x > 2 else 2202
    total += 1203 if x > 3 else 2203
    total += 1204 if x > 4 else 2204
    total += 1205 if x > 0 else 2205
    total += 1206 if x > 1 else 2206
    total += 1207 if x > 2 else 2207
    total += 1208 if x > 3 else 2208
    total += 1209 if x > 4 else 2209
    total += 1210 if x > 0 else 2210
    total += 1211 if x > 1 else 2211
    total += 1212 if x > 2 else 2212
    total += 1213 if x > 3 else 2213
    total += 1214 if x > 4 else 2214
    total += 1215 if x > 0 else 2215
    total += 1216 if x > 1 else 2216
    total += 1217 if x > 2 else 2217
    total += 1218 if x > 3 else 2218
    total += 1219 if x > 4 else 2219
    total += 1220 if x > 0 else 2220
    total += 1221 if x > 1 else 2221
    total += 1222 if x > 2 else 2222
    total += 1223 if x > 3 else 2223
    total += 1224 if x > 4 else 2224
    total += 1225 if x > 0 else 2225
    total += 1226 if x > 1 else 2226
    total += 1227 if x > 2 else 2227
    total += 1228 if x > 3 else 2228
    total += 1229 if x > 4 else 2229
    total += 1230 if x > 0 else 2230
    total += 1231 if x > 1 else 2231
    total += 1232 if x > 2 else 2232
    total += 1233 if x > 3 else 2233
    total += 1234 if x > 4 else 2234
    total += 1235 if x > 0 else 2235
    total += 1236 if x > 1 else 2236
    total += 1237 if x > 2 else 2237
    total += 1238 if x > 3 else 2238
    total += 1239 if x > 4 else 2239
    total += 1240 if x > 0 else 2240
    total += 1241 if x > 1 else 2241
    total += 1242 if x > 2 else 2242
    total += 1243 if x > 3 else 2243
    total += 1244 if x > 4 else 2244
    total += 1245 if x > 0 else 2245
    total += 1246 if x > 1 else 2246
    total += 1247 if x > 2 else 2247
    total += 1248 if x > 3 else 2248
    total += 1249 if x > 4 else 2249
    total += 1250 if x > 0 else 2250
    total += 1251 if x > 1 else 2251
    total += 1252 if x > 2 else 2252
    total += 1253 if x > 3 else 2253
    total += 1254 if x > 4 else 2254
    total += 1255 if x > 0 else 2255
    total += 1256 if x > 1 else 2256
    total += 1257 if x > 2 else 2257
    total += 1258 if x > 3 else 2258
    total += 1259 if x > 4 else 2259
    total += 1260 if x > 0 else 2260
    total += 1261 if x > 1 else 2261
    total += 1262 if x > 2 else 2262
    total += 1263 if x > 3 else 2263
    total += 1264 if x > 4 else 2264
    total += 1265 if x > 0 else 2265
    total += 1266 if x > 1 else 2266
    total += 1267 if x > 2 else 2267
    total += 1268 if x > 3 else 2268
    total += 1269 if x > 4 else 2269
    total += 1270 if x > 0 else 2270
    total += 1271 if x > 1 else 2271
    total += 1272 if x > 2 else 2272
    total += 1273 if x > 3 else 2273
    total += 1274 if x > 4 else 2274
    total += 1275 if x > 0 else 2275
    total += 1276 if x > 1 else 2276
    total += 1277 if x > 2 else 2277
    total += 1278 if x > 3 else 2278
    total += 1279 if x > 4 else 2279
    total += 1280 if x > 0 else 2280
    total += 1281 if x > 1 else 2281
    total += 1282 if x > 2 else 2282
    total += 1283 if x > 3 else 2283
    total += 1284 if x > 4 else 2284
    total += 1285 if x > 0 else 2285
    total += 1286 if x > 1 else 2286
    total += 1287 if x > 2 else 2287
    total += 1288 if x > 3 else 2288
    total += 1289 if x > 4 else 2289
    total += 1290 if x > 0 else 2290
    total += 1291 if x > 1 else 2291
    total += 1292 if x > 2 else 2292
    total += 1293 if x > 3 else 2293
    total += 1294 if x > 4 else 2294
    total += 1295 if x > 0 else 2295
    total += 1296 if x > 1 else 2296
    total += 1297 if x > 2 else 2297
    total += 1298 if x > 3 else 2298
    total += 1299 if x > 4 else 2299
    return total


def long_jumps(flags):
    result = []
    for flag in flags:
        if flag == 1:
            result.append(0 if flag else "n0")
            result.append(1 if flag else "n1")
            result.append(2 if flag else "n2")
            result.append(3 if flag else "n3")
            result.append(4 if flag else "n4")
            result.append(5 if flag else "n5")
            result.append(6 if flag else "n6")
            result.append(7 if flag else "n7")
            result.append(8 if flag else "n8")
            result.append(9 if flag else "n9")
            result.append(10 if flag else "n10")
            result.append(11 if flag else "n11")
            result.append(12 if flag else "n12")
            result.append(13 if flag else "n13")
            result.append(14 if flag else "n14")
            result.append(15 if flag else "n15")
            result.append(16 if flag else "n16")
            result.append(17 if flag else "n17")
            result.append(18 if flag else "n18")
            result.append(19 if flag else "n19")
            result.append(20 if flag else "n20")
            result.append(21 if flag else "n21")
            result.append(22 if flag else "n22")
            result.append(23 if flag else "n23")
            result.append(24 if flag else "n24")
            result.append(25 if flag else "n25")
            result.append(26 if flag else "n26")
            result.append(27 if flag else "n27")
            result.append(28 if flag else "n28")
            result.append(29 if flag else "n29")
            result.append(30 if flag else "n30")
            result.append(31 if flag else "n31")
            result.append(32 if flag else "n32")
            result.append(33 if flag else "n33")
            result.append(34 if flag else "n34")
            result.append(35 if flag else "n35")
            result.append(36 if flag else "n36")
            result.append(37 if flag else "n37")
            result.append(38 if flag else "n38")
            result.append(39 if flag else "n39")
            result.append(40 if flag else "n40")
            result.append(41 if flag else "n41")
            result.append(42 if flag else "n42")
            result.append(43 if flag else "n43")
            result.append(44 if flag else "n44")
            result.append(45 if flag else "n45")
            result.append(46 if flag else "n46")
            result.append(47 if flag else "n47")
            result.append(48 if flag else "n48")
            result.append(49 if flag else "n49")
            result.append(50 if flag else "n50")
            result.append(51 if flag else "n51")
            result.append(52 if flag else "n52")
            result.append(53 if flag else "n53")
            result.append(54 if flag else "n54")
            result.append(55 if flag else "n55")
            result.append(56 if flag else "n56")
            result.append(57 if flag else "n57")
            result.append(58 if flag else "n58")
            result.append(59 if flag else "n59")
        elif flag == 2:
            result += [0, len(result)]
            result += [1, len(result)]
            result += [2, len(result)]
            result += [3, len(result)]
            result += [4, len(result)]
            result += [5, len(result)]
            result += [6, len(result)]
            result += [7, len(result)]
            result += [8, len(result)]
            result += [9, len(result)]
            result += [10, len(result)]
            result += [11, len(result)]
            result += [12, len(result)]
            result += [13, len(result)]
            result += [14, len(result)]
            result += [15, len(result)]
            result += [16, len(result)]
            result += [17, len(result)]
            result += [18, len(result)]
            result += [19, len(result)]
            result += [20, len(result)]
            result += [21, len(result)]
            result += [22, len(result)]
            result += [23, len(result)]
            result += [24, len(result)]
            result += [25, len(result)]
            result += [26, len(result)]
            result += [27, len(result)]
            result += [28, len(result)]
            result += [29, len(result)]
            result += [30, len(result)]
            result += [31, len(result)]
            result += [32, len(result)]
            result += [33, len(result)]
            result += [34, len(result)]
            result += [35, len(result)]
            result += [36, len(result)]
            result += [37, len(result)]
            result += [38, len(result)]
            result += [39, len(result)]
            result += [40, len(result)]
            result += [41, len(result)]
            result += [42, len(result)]
            result += [43, len(result)]
            result += [44, len(result)]
            result += [45, len(result)]
            result += [46, len(result)]
            result += [47, len(result)]
            result += [48, len(result)]
            result += [49, len(result)]
            result += [50, len(result)]
            result += [51, len(result)]
            result += [52, len(result)]
            result += [53, len(result)]
            result += [54, len(result)]
            result += [55, len(result)]
            result += [56, len(result)]
            result += [57, len(result)]
            result += [58, len(result)]
            result += [59, len(result)]
        else:
            try:
                flag = flag + 0 if 0 != 59 else int("x")
                flag = flag + 1 if 1 != 59 else int("x")
                flag = flag + 2 if 2 != 59 else int("x")
                flag = flag + 3 if 3 != 59 else int("x")
                flag = flag + 4 if 4 != 59 else int("x")
                flag = flag + 5 if 5 != 59 else int("x")
                flag = flag + 6 if 6 != 59 else int("x")
                flag = flag + 7 if 7 != 59 else int("x")
                flag = flag + 8 if 8 != 59 else int("x")
                flag = flag + 9 if 9 != 59 else int("x")
                flag = flag + 10 if 10 != 59 else int("x")
                flag = flag + 11 if 11 != 59 else int("x")
                flag = flag + 12 if 12 != 59 else int("x")
                flag = flag + 13 if 13 != 59 else int("x")
                flag = flag + 14 if 14 != 59 else int("x")
                flag = flag + 15 if 15 != 59 else int("x")
                flag = flag + 16 if 16 != 59 else int("x")
                flag = flag + 17 if 17 != 59 else int("x")
                flag = flag + 18 if 18 != 59 else int("x")
                flag = flag + 19 if 19 != 59 else int("x")
                flag = flag + 20 if 20 != 59 else int("x")
                flag = flag + 21 if 21 != 59 else int("x")
                flag = flag + 22 if 22 != 59 else int("x")
                flag = flag + 23 if 23 != 59 else int("x")
                flag = flag + 24 if 24 != 59 else int("x")
                flag = flag + 25 if 25 != 59 else int("x")
                flag = flag + 26 if 26 != 59 else int("x")
                flag = flag + 27 if 27 != 59 else int("x")
                flag = flag + 28 if 28 != 59 else int("x")
                flag = flag + 29 if 29 != 59 else int("x")
                flag = flag + 30 if 30 != 59 else int("x")
                flag = flag + 31 if 31 != 59 else int("x")
                flag = flag + 32 if 32 != 59 else int("x")
                flag = flag + 33 if 33 != 59 else int("x")
                flag = flag + 34 if 34 != 59 else int("x")
                flag = flag + 35 if 35 != 59 else int("x")
                flag = flag + 36 if 36 != 59 else int("x")
                flag = flag + 37 if 37 != 59 else int("x")
                flag = flag + 38 if 38 != 59 else int("x")
                flag = flag + 39 if 39 != 59 else int("x")
                flag = flag + 40 if 40 != 59 else int("x")
                flag = flag + 41 if 41 != 59 else int("x")
                flag = flag + 42 if 42 != 59 else int("x")
                flag = flag + 43 if 43 != 59 else int("x")
                flag = flag + 44 if 44 != 59 else int("x")
                flag = flag + 45 if 45 != 59 else int("x")
                flag = flag + 46 if 46 != 59 else int("x")
                flag = flag + 47 if 47 != 59 else int("x")
                flag = flag + 48 if 48 != 59 else int("x")
                flag = flag + 49 if 49 != 59 else int("x")
                flag = flag + 50 if 50 != 59 else int("x")
                flag = flag + 51 if 51 != 59 else int("x")
                flag = flag + 52 if 52 != 59 else int("x")
                flag = flag + 53 if 53 != 59 else int("x")
                flag = flag + 54 if 54 != 59 else int("x")
                flag = flag + 55 if 55 != 59 else int("x")
                flag = flag + 56 if 56 != 59 else int("x")
                flag = flag + 57 if 57 != 59 else int("x")
                flag = flag + 58 if 58 != 59 else int("x")
                flag = flag + 59 if 59 != 59 else int("x")
            except ValueError:
                result.append("caught")
                continue
            finally:
                result.append("f")
    while len(result) % 7:
        if len(result) > 10000:
            break
        if len(result) > 10001:
            break
        if len(result) > 10002:
            break
        if len(result) > 10003:
            break
        if len(result) > 10004:
            break
        if len(result) > 10005:
            break
        if len(result) > 10006:
            break
        if len(result) > 10007:
            break
        if len(result) > 10008:
            break
        if len(result) > 10009:
            break
        if len(result) > 10010:
            break
        if len(result) > 10011:
            break
        if len(result) > 10012:
            break
        if len(result) > 10013:
            break
        if len(result) > 10014:
            break
        if len(result) > 10015:
            break
        if len(result) > 10016:
            break
        if len(result) > 10017:
            break
        if len(result) > 10018:
            break
        if len(result) > 10019:
            break
        if len(result) > 10020:
            break
        if len(result) > 10021:
            break
        if len(result) > 10022:
            break
        if len(result) > 10023:
            break
        if len(result) > 10024:
            break
        if len(result) > 10025:
            break
        if len(result) > 10026:
            break
        if len(result) > 10027:
            break
        if len(result) > 10028:
            break
        if len(result) > 10029:
            break
        if len(result) > 10030:
            break
        if len(result) > 10031:
            break
        if len(result) > 10032:
            break
        if len(result) > 10033:
            break
        if len(result) > 10034:
            break
        if len(result) > 10035:
            break
        if len(result) > 10036:
            break
        if len(result) > 10037:
            break
        if len(result) > 10038:
            break
        if len(result) > 10039:
            break
        if len(result) > 10040:
            break
        if len(result) > 10041:
            break
        if len(result) > 10042:
            break
        if len(result) > 10043:
            break
        if len(result) > 10044:
            break
        if len(result) > 10045:
            break
        if len(result) > 10046:
            break
        if len(result) > 10047:
            break
        if len(result) > 10048:
            break
        if len(result) > 10049:
            break
        if len(result) > 10050:
            break
        if len(result) > 10051:
            break
        if len(result) > 10052:
            break
        if len(result) > 10053:
            break
        if len(result) > 10054:
            break
        if len(result) > 10055:
            break
        if len(result) > 10056:
            break
        if len(result) > 10057:
            break
        if len(result) > 10058:
            break
        if len(result) > 10059:
            break
        result.append("pad")
    return result


big_list = [
    len("") + 0, len("x") + 1, len("xx") + 2, len("") + 3, len("x") + 4,
    len("xx") + 5, len("") + 6, len("x") + 7, len("xx") + 8, len("") + 9,
    len("x") + 10, len("xx") + 11, len("") + 12, len("x") + 13, len("xx") + 14,
    len("") + 15, len("x") + 16, len("xx") + 17, len("") + 18, len("x") + 19,
    len("xx") + 20, len("") + 21, len("x") + 22, len("xx") + 23, len("") + 24,
    len("x") + 25, len("xx") + 26, len("") + 27, len("x") + 28, len("xx") + 29,
    len("") + 30, len("x") + 31, len("xx") + 32, len("") + 33, len("x") + 34,
    len("xx") + 35, len("") + 36, len("x") + 37, len("xx") + 38, len("") + 39,
    len("x") + 40, len("xx") + 41, len("") + 42, len("x") + 43, len("xx") + 44,
    len("") + 45, len("x") + 46, len("xx") + 47, len("") + 48, len("x") + 49,
    len("xx") + 50, len("") + 51, len("x") + 52, len("xx") + 53, len("") + 54,
    len("x") + 55, len("xx") + 56, len("") + 57, len("x") + 58, len("xx") + 59,
    len("") + 60, len("x") + 61, len("xx") + 62, len("") + 63, len("x") + 64,
    len("xx") + 65, len("") + 66, len("x") + 67, len("xx") + 68, len("") + 69,
    len("x") + 70, len("xx") + 71, len("") + 72, len("x") + 73, len("xx") + 74,
    len("") + 75, len("x") + 76, len("xx") + 77, len("") + 78, len("x") + 79,
    len("xx") + 80, len("") + 81, len("x") + 82, len("xx") + 83, len("") + 84,
    len("x") + 85, len("xx") + 86, len("") + 87, len("x") + 88, len("xx") + 89,
    len("") + 90, len("x") + 91, len("xx") + 92, len("") + 93, len("x") + 94,
    len("xx") + 95, len("") + 96, len("x") + 97, len("xx") + 98, len("") + 99,
    len("x") + 100, len("xx") + 101, len("") + 102, len("x") + 103, len("xx") + 104,
    len("") + 105, len("x") + 106, len("xx") + 107, len("") + 108, len("x") + 109,
    len("xx") + 110, len("") + 111, len("x") + 112, len("xx") + 113, len("") + 114,
    len("x") + 115, len("xx") + 116, len("") + 117, len("x") + 118, len("xx") + 119,
    len("") + 120, len("x") + 121, len("xx") + 122, len("") + 123, len("x") + 124,
    len("xx") + 125, len("") + 126, len("x") + 127, len("xx") + 128, len("") + 129,
    len("x") + 130, len("xx") + 131, len("") + 132, len("x") + 133, len("xx") + 134,
    len("") + 135, len("x") + 136, len("xx") + 137, len("") + 138, len("x") + 139,
    len("xx") + 140, len("") + 141, len("x") + 142, len("xx") + 143, len("") + 144,
    len("x") + 145, len("xx") + 146, len("") + 147, len("x") + 148, len("xx") + 149,
    len("") + 150, len("x") + 151, len("xx") + 152, len("") + 153, len("x") + 154,
    len("xx") + 155, len("") + 156, len("x") + 157, len("xx") + 158, len("") + 159,
    len("x") + 160, len("xx") + 161, len("") + 162, len("x") + 163, len("xx") + 164,
    len("") + 165, len("x") + 166, len("xx") + 167, len("") + 168, len("x") + 169,
    len("xx") + 170, len("") + 171, len("x") + 172, len("xx") + 173, len("") + 174,
    len("x") + 175, len("xx") + 176, len("") + 177, len("x") + 178, len("xx") + 179,
    len("") + 180, len("x") + 181, len("xx") + 182, len("") + 183, len("x") + 184,
    len("xx") + 185, len("") + 186, len("x") + 187, len("xx") + 188, len("") + 189,
    len("x") + 190, len("xx") + 191, len("") + 192, len("x") + 193, len("xx") + 194,
    len("") + 195, len("x") + 196, len("xx") + 197, len("") + 198, len("x") + 199,
    len("xx") + 200, len("") + 201, len("x") + 202, len("xx") + 203, len("") + 204,
    len("x") + 205, len("xx") + 206, len("") + 207, len("x") + 208, len("xx") + 209,
    len("") + 210, len("x") + 211, len("xx") + 212, len("") + 213, len("x") + 214,
    len("xx") + 215, len("") + 216, len("x") + 217, len("xx") + 218, len("") + 219,
    len("x") + 220, len("xx") + 221, len("") + 222, len("x") + 223, len("xx") + 224,
    len("") + 225, len("x") + 226, len("xx") + 227, len("") + 228, len("x") + 229,
    len("xx") + 230, len("") + 231, len("x") + 232, len("xx") + 233, len("") + 234,
    len("x") + 235, len("xx") + 236, len("") + 237, len("x") + 238, len("xx") + 239,
    len("") + 240, len("x") + 241, len("xx") + 242, len("") + 243, len("x") + 244,
    len("xx") + 245, len("") + 246, len("x") + 247, len("xx") + 248, len("") + 249,
    len("x") + 250, len("xx") + 251, len("") + 252, len("x") + 253, len("xx") + 254,
    len("") + 255, len("x") + 256, len("xx") + 257, len("") + 258, len("x") + 259,
    len("xx") + 260, len("") + 261, len("x") + 262, len("xx") + 263, len("") + 264,
    len("x") + 265, len("xx") + 266, len("") + 267, len("x") + 268, len("xx") + 269,
    len("") + 270, len("x") + 271, len("xx") + 272, len("") + 273, len("x") + 274,
    len("xx") + 275, len("") + 276, len("x") + 277, len("xx") + 278, len("") + 279,
    len("x") + 280, len("xx") + 281, len("") + 282, len("x") + 283, len("xx") + 284,
    len("") + 285, len("x") + 286, len("xx") + 287, len("") + 288, len("x") + 289,
    len("xx") + 290, len("") + 291, len("x") + 292, len("xx") + 293, len("") + 294,
    len("x") + 295, len("xx") + 296, len("") + 297, len("x") + 298, len("xx") + 299,
]
big_dict = {
    "k0": -big_list[0], "k1": -big_list[1], "k2": -big_list[2], "k3": -big_list[3],
    "k4": -big_list[4],
    "k5": -big_list[5], "k6": -big_list[6], "k7": -big_list[7], "k8": -big_list[8],
    "k9": -big_list[9],
    "k10": -big_list[10], "k11": -big_list[11], "k12": -big_list[12], "k13": -big_list[13],
    "k14": -big_list[14],
    "k15": -big_list[15], "k16": -big_list[16], "k17": -big_list[17], "k18": -big_list[18],
    "k19": -big_list[19],
    "k20": -big_list[20], "k21": -big_list[21], "k22": -big_list[22], "k23": -big_list[23],
    "k24": -big_list[24],
    "k25": -big_list[25], "k26": -big_list[26], "k27": -big_list[27], "k28": -big_list[28],
    "k29": -big_list[29],
    "k30": -big_list[30], "k31": -big_list[31], "k32": -big_list[32], "k33": -big_list[33],
    "k34": -big_list[34],
    "k35": -big_list[35], "k36": -big_list[36], "k37": -big_list[37], "k38": -big_list[38],
    "k39": -big_list[39],
    "k40": -big_list[40], "k41": -big_list[41], "k42": -big_list[42], "k43": -big_list[43],
    "k44": -big_list[44],
    "k45": -big_list[45], "k46": -big_list[46], "k47": -big_list[47], "k48": -big_list[48],
    "k49": -big_list[49],
    "k50": -big_list[50], "k51": -big_list[51], "k52": -big_list[52], "k53": -big_list[53],
    "k54": -big_list[54],
    "k55": -big_list[55], "k56": -big_list[56], "k57": -big_list[57], "k58": -big_list[58],
    "k59": -big_list[59],
    "k60": -big_list[60], "k61": -big_list[61], "k62": -big_list[62], "k63": -big_list[63],
    "k64": -big_list[64],
    "k65": -big_list[65], "k66": -big_list[66], "k67": -big_list[67], "k68": -big_list[68],
    "k69": -big_list[69],
    "k70": -big_list[70], "k71": -big_list[71], "k72": -big_list[72], "k73": -big_list[73],
    "k74": -big_list[74],
    "k75": -big_list[75], "k76": -big_list[76], "k77": -big_list[77], "k78": -big_list[78],
    "k79": -big_list[79],
    "k80": -big_list[80], "k81": -big_list[81], "k82": -big_list[82], "k83": -big_list[83],
    "k84": -big_list[84],
    "k85": -big_list[85], "k86": -big_list[86], "k87": -big_list[87], "k88": -big_list[88],
    "k89": -big_list[89],
    "k90": -big_list[90], "k91": -big_list[91], "k92": -big_list[92], "k93": -big_list[93],
    "k94": -big_list[94],
    "k95": -big_list[95], "k96": -big_list[96], "k97": -big_list[97], "k98": -big_list[98],
    "k99": -big_list[99],
    "k100": -big_list[100], "k101": -big_list[101], "k102": -big_list[102], "k103": -big_list[103],
    "k104": -big_list[104],
    "k105": -big_list[105], "k106": -big_list[106], "k107": -big_list[107], "k108": -big_list[108],
    "k109": -big_list[109],
    "k110": -big_list[110], "k111": -big_list[111], "k112": -big_list[112], "k113": -big_list[113],
    "k114": -big_list[114],
    "k115": -big_list[115], "k116": -big_list[116], "k117": -big_list[117], "k118": -big_list[118],
    "k119": -big_list[119],
    "k120": -big_list[120], "k121": -big_list[121], "k122": -big_list[122], "k123": -big_list[123],
    "k124": -big_list[124],
    "k125": -big_list[125], "k126": -big_list[126], "k127": -big_list[127], "k128": -big_list[128],
    "k129": -big_list[129],
    "k130": -big_list[130], "k131": -big_list[131], "k132": -big_list[132], "k133": -big_list[133],
    "k134": -big_list[134],
    "k135": -big_list[135], "k136": -big_list[136], "k137": -big_list[137], "k138": -big_list[138],
    "k139": -big_list[139],
    "k140": -big_list[140], "k141": -big_list[141], "k142": -big_list[142], "k143": -big_list[143],
    "k144": -big_list[144],
    "k145": -big_list[145], "k146": -big_list[146], "k147": -big_list[147], "k148": -big_list[148],
    "k149": -big_list[149],
    "k150": -big_list[150], "k151": -big_list[151], "k152": -big_list[152], "k153": -big_list[153],
    "k154": -big_list[154],
    "k155": -big_list[155], "k156": -big_list[156], "k157": -big_list[157], "k158": -big_list[158],
    "k159": -big_list[159],
    "k160": -big_list[160], "k161": -big_list[161], "k162": -big_list[162], "k163": -big_list[163],
    "k164": -big_list[164],
    "k165": -big_list[165], "k166": -big_list[166], "k167": -big_list[167], "k168": -big_list[168],
    "k169": -big_list[169],
    "k170": -big_list[170], "k171": -big_list[171], "k172": -big_list[172], "k173": -big_list[173],
    "k174": -big_list[174],
    "k175": -big_list[175], "k176": -big_list[176], "k177": -big_list[177], "k178": -big_list[178],
    "k179": -big_list[179],
    "k180": -big_list[180], "k181": -big_list[181], "k182": -big_list[182], "k183": -big_list[183],
    "k184": -big_list[184],
    "k185": -big_list[185], "k186": -big_list[186], "k187": -big_list[187], "k188": -big_list[188],
    "k189": -big_list[189],
    "k190": -big_list[190], "k191": -big_list[191], "k192": -big_list[192], "k193": -big_list[193],
    "k194": -big_list[194],
    "k195": -big_list[195], "k196": -big_list[196], "k197": -big_list[197], "k198": -big_list[198],
    "k199": -big_list[199],
    "k200": -big_list[200], "k201": -big_list[201], "k202": -big_list[202], "k203": -big_list[203],
    "k204": -big_list[204],
    "k205": -big_list[205], "k206": -big_list[206], "k207": -big_list[207], "k208": -big_list[208],
    "k209": -big_list[209],
    "k210": -big_list[210], "k211": -big_list[211], "k212": -big_list[212], "k213": -big_list[213],
    "k214": -big_list[214],
    "k215": -big_list[215], "k216": -big_list[216], "k217": -big_list[217], "k218": -big_list[218],
    "k219": -big_list[219],
    "k220": -big_list[220], "k221": -big_list[221], "k222": -big_list[222], "k223": -big_list[223],
    "k224": -big_list[224],
    "k225": -big_list[225], "k226": -big_list[226], "k227": -big_list[227], "k228": -big_list[228],
    "k229": -big_list[229],
    "k230": -big_list[230], "k231": -big_list[231], "k232": -big_list[232], "k233": -big_list[233],
    "k234": -big_list[234],
    "k235": -big_list[235], "k236": -big_list[236], "k237": -big_list[237], "k238": -big_list[238],
    "k239": -big_list[239],
    "k240": -big_list[240], "k241": -big_list[241], "k242": -big_list[242], "k243": -big_list[243],
    "k244": -big_list[244],
    "k245": -big_list[245], "k246": -big_list[246], "k247": -big_list[247], "k248": -big_list[248],
    "k249": -big_list[249],
    "k250": -big_list[250], "k251": -big_list[251], "k252": -big_list[252], "k253": -big_list[253],
    "k254": -big_list[254],
    "k255": -big_list[255], "k256": -big_list[256], "k257": -big_list[257], "k258": -big_list[258],
    "k259": -big_list[259],
    "k260": -big_list[260], "k261": -big_list[261], "k262": -big_list[262], "k263": -big_list[263],
    "k264": -big_list[264],
    "k265": -big_list[265], "k266": -big_list[266], "k267": -big_list[267], "k268": -big_list[268],
    "k269": -big_list[269],
    "k270": -big_list[270], "k271": -big_list[271], "k272": -big_list[272], "k273": -big_list[273],
    "k274": -big_list[274],
    "k275": -big_list[275], "k276": -big_list[276], "k277": -big_list[277], "k278": -big_list[278],
    "k279": -big_list[279],
    "k280": -big_list[280], "k281": -big_list[281], "k282": -big_list[282], "k283": -big_list[283],
    "k284": -big_list[284],
    "k285": -big_list[285], "k286": -big_list[286], "k287": -big_list[287], "k288": -big_list[288],
    "k289": -big_list[289],
    "k290": -big_list[290], "k291": -big_list[291], "k292": -big_list[292], "k293": -big_list[293],
    "k294": -big_list[294],
    "k295": -big_list[295], "k296": -big_list[296], "k297": -big_list[297], "k298": -big_list[298],
    "k299": -big_list[299],
}
big_tuple = (
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
    40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
    60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79,
    80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99,
    100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118,
    119,
    120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138,
    139,
    140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158,
    159,
    160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178,
    179,
    180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198,
    199,
    200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218,
    219,
    220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238,
    239,
    240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255, 256, 257, 258,
    259,
    260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 270, 271, 272, 273, 274, 275, 276, 277, 278,
    279,
    280, 281, 282, 283, 284, 285, 286, 287, 288, 289, 290, 291, 292, 293, 294, 295, 296, 297, 298,
    299,
)
big_set = {
    big_tuple[0], big_tuple[1], big_tuple[2], big_tuple[3], big_tuple[4], big_tuple[5],
    big_tuple[6], big_tuple[7], big_tuple[8], big_tuple[9],
    big_tuple[10], big_tuple[11], big_tuple[12], big_tuple[13], big_tuple[14], big_tuple[15],
    big_tuple[16], big_tuple[17], big_tuple[18], big_tuple[19],
    big_tuple[20], big_tuple[21], big_tuple[22], big_tuple[23], big_tuple[24], big_tuple[25],
    big_tuple[26], big_tuple[27], big_tuple[28], big_tuple[29],
    big_tuple[30], big_tuple[31], big_tuple[32], big_tuple[33], big_tuple[34], big_tuple[35],
    big_tuple[36], big_tuple[37], big_tuple[38], big_tuple[39],
    big_tuple[40], big_tuple[41], big_tuple[42], big_tuple[43], big_tuple[44], big_tuple[45],
    big_tuple[46], big_tuple[47], big_tuple[48], big_tuple[49],
    big_tuple[50], big_tuple[51], big_tuple[52], big_tuple[53], big_tuple[54], big_tuple[55],
    big_tuple[56], big_tuple[57], big_tuple[58], big_tuple[59],
    big_tuple[60], big_tuple[61], big_tuple[62], big_tuple[63], big_tuple[64], big_tuple[65],
    big_tuple[66], big_tuple[67], big_tuple[68], big_tuple[69],
    big_tuple[70], big_tuple[71], big_tuple[72], big_tuple[73], big_tuple[74], big_tuple[75],
    big_tuple[76], big_tuple[77], big_tuple[78], big_tuple[79],
    big_tuple[80], big_tuple[81], big_tuple[82], big_tuple[83], big_tuple[84], big_tuple[85],
    big_tuple[86], big_tuple[87], big_tuple[88], big_tuple[89],
    big_tuple[90], big_tuple[91], big_tuple[92], big_tuple[93], big_tuple[94], big_tuple[95],
    big_tuple[96], big_tuple[97], big_tuple[98], big_tuple[99],
    big_tuple[100], big_tuple[101], big_tuple[102], big_tuple[103], big_tuple[104], big_tuple[105],
    big_tuple[106], big_tuple[107], big_tuple[108], big_tuple[109],
    big_tuple[110], big_tuple[111], big_tuple[112], big_tuple[113], big_tuple[114], big_tuple[115],
    big_tuple[116], big_tuple[117], big_tuple[118], big_tuple[119],
    big_tuple[120], big_tuple[121], big_tuple[122], big_tuple[123], big_tuple[124], big_tuple[125],
    big_tuple[126], big_tuple[127], big_tuple[128], big_tuple[129],
    big_tuple[130], big_tuple[131], big_tuple[132], big_tuple[133], big_tuple[134], big_tuple[135],
    big_tuple[136], big_tuple[137], big_tuple[138], big_tuple[139],
    big_tuple[140], big_tuple[141], big_tuple[142], big_tuple[143], big_tuple[144], big_tuple[145],
    big_tuple[146], big_tuple[147], big_tuple[148], big_tuple[149],
    big_tuple[150], big_tuple[151], big_tuple[152], big_tuple[153], big_tuple[154], big_tuple[155],
    big_tuple[156], big_tuple[157], big_tuple[158], big_tuple[159],
    big_tuple[160], big_tuple[161], big_tuple[162], big_tuple[163], big_tuple[164], big_tuple[165],
    big_tuple[166], big_tuple[167], big_tuple[168], big_tuple[169],
    big_tuple[170], big_tuple[171], big_tuple[172], big_tuple[173], big_tuple[174], big_tuple[175],
    big_tuple[176], big_tuple[177], big_tuple[178], big_tuple[179],
    big_tuple[180], big_tuple[181], big_tuple[182], big_tuple[183], big_tuple[184], big_tuple[185],
    big_tuple[186], big_tuple[187], big_tuple[188], big_tuple[189],
    big_tuple[190], big_tuple[191], big_tuple[192], big_tuple[193], big_tuple[194], big_tuple[195],
    big_tuple[196], big_tuple[197], big_tuple[198], big_tuple[199],
    big_tuple[200], big_tuple[201], big_tuple[202], big_tuple[203], big_tuple[204], big_tuple[205],
    big_tuple[206], big_tuple[207], big_tuple[208], big_tuple[209],
    big_tuple[210], big_tuple[211], big_tuple[212], big_tuple[213], big_tuple[214], big_tuple[215],
    big_tuple[216], big_tuple[217], big_tuple[218], big_tuple[219],
    big_tuple[220], big_tuple[221], big_tuple[222], big_tuple[223], big_tuple[224], big_tuple[225],
    big_tuple[226], big_tuple[227], big_tuple[228], big_tuple[229],
    big_tuple[230], big_tuple[231], big_tuple[232], big_tuple[233], big_tuple[234], big_tuple[235],
    big_tuple[236], big_tuple[237], big_tuple[238], big_tuple[239],
    big_tuple[240], big_tuple[241], big_tuple[242], big_tuple[243], big_tuple[244], big_tuple[245],
    big_tuple[246], big_tuple[247], big_tuple[248], big_tuple[249],
    big_tuple[250], big_tuple[251], big_tuple[252], big_tuple[253], big_tuple[254], big_tuple[255],
    big_tuple[256], big_tuple[257], big_tuple[258], big_tuple[259],
    big_tuple[260], big_tuple[261], big_tuple[262], big_tuple[263], big_tuple[264], big_tuple[265],
    big_tuple[266], big_tuple[267], big_tuple[268], big_tuple[269],
    big_tuple[270], big_tuple[271], big_tuple[272], big_tuple[273], big_tuple[274], big_tuple[275],
    big_tuple[276], big_tuple[277], big_tuple[278], big_tuple[279],
    big_tuple[280], big_tuple[281], big_tuple[282], big_tuple[283], big_tuple[284], big_tuple[285],
    big_tuple[286], big_tuple[287], big_tuple[288], big_tuple[289],
    big_tuple[290], big_tuple[291], big_tuple[292], big_tuple[293], big_tuple[294], big_tuple[295],
    big_tuple[296], big_tuple[297], big_tuple[298], big_tuple[299],
}


class ManyAttributes:
    a0 = 0
    a1 = 1
    a2 = a1 + 1
    a3 = 3
    a4 = a3 + 1
    a5 = 5
    a6 = a5 + 1
    a7 = 7
    a8 = a7 + 1
    a9 = 9
    a10 = a9 + 1
    a11 = 11
    a12 = a11 + 1
    a13 = 13
    a14 = a13 + 1
    a15 = 15
    a16 = a15 + 1
    a17 = 17
    a18 = a17 + 1
    a19 = 19
    a20 = a19 + 1
    a21 = 21
    a22 = a21 + 1
    a23 = 23
    a24 = a23 + 1
    a25 = 25
    a26 = a25 + 1
    a27 = 27
    a28 = a27 + 1
    a29 = 29
    a30 = a29 + 1
    a31 = 31
    a32 = a31 + 1
    a33 = 33
    a34 = a33 + 1
    a35 = 35
    a36 = a35 + 1
    a37 = 37
    a38 = a37 + 1
    a39 = 39
    a40 = a39 + 1
    a41 = 41
    a42 = a41 + 1
    a43 = 43
    a44 = a43 + 1
    a45 = 45
    a46 = a45 + 1
    a47 = 47
    a48 = a47 + 1
    a49 = 49
    a50 = a49 + 1
    a51 = 51
    a52 = a51 + 1
    a53 = 53
    a54 = a53 + 1
    a55 = 55
    a56 = a55 + 1
    a57 = 57
    a58 = a57 + 1
    a59 = 59
    a60 = a59 + 1
    a61 = 61
    a62 = a61 + 1
    a63 = 63
    a64 = a63 + 1
    a65 = 65
    a66 = a65 + 1
    a67 = 67
    a68 = a67 + 1
    a69 = 69
    a70 = a69 + 1
    a71 = 71
    a72 = a71 + 1
    a73 = 73
    a74 = a73 + 1
    a75 = 75
    a76 = a75 + 1
    a77 = 77
    a78 = a77 + 1
    a79 = 79
    a80 = a79 + 1
    a81 = 81
    a82 = a81 + 1
    a83 = 83
    a84 = a83 + 1
    a85 = 85
    a86 = a85 + 1
    a87 = 87
    a88 = a87 + 1
    a89 = 89
    a90 = a89 + 1
    a91 = 91
    a92 = a91 + 1
    a93 = 93
    a94 = a93 + 1
    a95 = 95
    a96 = a95 + 1
    a97 = 97
    a98 = a97 + 1
    a99 = 99
    a100 = a99 + 1
    a101 = 101
    a102 = a101 + 1
    a103 = 103
    a104 = a103 + 1
    a105 = 105
    a106 = a105 + 1
    a107 = 107
    a108 = a107 + 1
    a109 = 109
    a110 = a109 + 1
    a111 = 111
    a112 = a111 + 1
    a113 = 113
    a114 = a113 + 1
    a115 = 115
    a116 = a115 + 1
    a117 = 117
    a118 = a117 + 1
    a119 = 119
    a120 = a119 + 1
    a121 = 121
    a122 = a121 + 1
    a123 = 123
    a124 = a123 + 1
    a125 = 125
    a126 = a125 + 1
    a127 = 127
    a128 = a127 + 1
    a129 = 129
    a130 = a129 + 1
    a131 = 131
    a132 = a131 + 1
    a133 = 133
    a134 = a133 + 1
    a135 = 135
    a136 = a135 + 1
    a137 = 137
    a138 = a137 + 1
    a139 = 139
    a140 = a139 + 1
    a141 = 141
    a142 = a141 + 1
    a143 = 143
    a144 = a143 + 1
    a145 = 145
    a146 = a145 + 1
    a147 = 147
    a148 = a147 + 1
    a149 = 149
    a150 = a149 + 1
    a151 = 151
    a152 = a151 + 1
    a153 = 153
    a154 = a153 + 1
    a155 = 155
    a156 = a155 + 1
    a157 = 157
    a158 = a157 + 1
    a159 = 159
    a160 = a159 + 1
    a161 = 161
    a162 = a161 + 1
    a163 = 163
    a164 = a163 + 1
    a165 = 165
    a166 = a165 + 1
    a167 = 167
    a168 = a167 + 1
    a169 = 169
    a170 = a169 + 1
    a171 = 171
    a172 = a171 + 1
    a173 = 173
    a174 = a173 + 1
    a175 = 175
    a176 = a175 + 1
    a177 = 177
    a178 = a177 + 1
    a179 = 179
    a180 = a179 + 1
    a181 = 181
    a182 = a181 + 1
    a183 = 183
    a184 = a183 + 1
    a185 = 185
    a186 = a185 + 1
    a187 = 187
    a188 = a187 + 1
    a189 = 189
    a190 = a189 + 1
    a191 = 191
    a192 = a191 + 1
    a193 = 193
    a194 = a193 + 1
    a195 = 195
    a196 = a195 + 1
    a197 = 197
    a198 = a197 + 1
    a199 = 199
    a200 = a199 + 1
    a201 = 201
    a202 = a201 + 1
    a203 = 203
    a204 = a203 + 1
    a205 = 205
    a206 = a205 + 1
    a207 = 207
    a208 = a207 + 1
    a209 = 209
    a210 = a209 + 1
    a211 = 211
    a212 = a211 + 1
    a213 = 213
    a214 = a213 + 1
    a215 = 215
    a216 = a215 + 1
    a217 = 217
    a218 = a217 + 1
    a219 = 219
    a220 = a219 + 1
    a221 = 221
    a222 = a221 + 1
    a223 = 223
    a224 = a223 + 1
    a225 = 225
    a226 = a225 + 1
    a227 = 227
    a228 = a227 + 1
    a229 = 229
    a230 = a229 + 1
    a231 = 231
    a232 = a231 + 1
    a233 = 233
    a234 = a233 + 1
    a235 = 235
    a236 = a235 + 1
    a237 = 237
    a238 = a237 + 1
    a239 = 239
    a240 = a239 + 1
    a241 = 241
    a242 = a241 + 1
    a243 = 243
    a244 = a243 + 1
    a245 = 245
    a246 = a245 + 1
    a247 = 247
    a248 = a247 + 1
    a249 = 249
    a250 = a249 + 1
    a251 = 251
    a252 = a251 + 1
    a253 = 253
    a254 = a253 + 1
    a255 = 255
    a256 = a255 + 1
    a257 = 257
    a258 = a257 + 1
    a259 = 259
    a260 = a259 + 1
    a261 = 261
    a262 = a261 + 1
    a263 = 263
    a264 = a263 + 1
    a265 = 265
    a266 = a265 + 1
    a267 = 267
    a268 = a267 + 1
    a269 = 269
    a270 = a269 + 1
    a271 = 271
    a272 = a271 + 1
    a273 = 273
    a274 = a273 + 1
    a275 = 275
    a276 = a275 + 1
    a277 = 277
    a278 = a277 + 1
    a279 = 279
    a280 = a279 + 1
    a281 = 281
    a282 = a281 + 1
    a283 = 283
    a284 = a283 + 1
    a285 = 285
    a286 = a285 + 1
    a287 = 287
    a288 = a287 + 1
    a289 = 289
    a290 = a289 + 1
    a291 = 291
    a292 = a291 + 1
    a293 = 293
    a294 = a293 + 1
    a295 = 295
    a296 = a295 + 1
    a297 = 297
    a298 = a297 + 1
    a299 = 299


def many_arguments(
    p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14,
    p15, p16, p17, p18, p19, p20, p21, p22, p23, p24, p25, p26, p27, p28, p29,
    p30, p31, p32, p33, p34, p35, p36, p37, p38, p39, p40, p41, p42, p43, p44,
    p45, p46, p47, p48, p49, p50, p51, p52, p53, p54, p55, p56, p57, p58, p59,
    p60, p61, p62, p63, p64, p65, p66, p67, p68, p69, p70, p71, p72, p73, p74,
    p75, p76, p77, p78, p79, p80, p81, p82, p83, p84, p85, p86, p87, p88, p89,
    p90, p91, p92, p93, p94, p95, p96, p97, p98, p99, p100, p101, p102, p103, p104,
    p105, p106, p107, p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119,
    p120, p121, p122, p123, p124, p125, p126, p127, p128, p129, p130, p131, p132, p133, p134,
    p135, p136, p137, p138, p139, p140, p141, p142, p143, p144, p145, p146, p147, p148, p149,
    p150, p151, p152, p153, p154, p155, p156, p157, p158, p159, p160, p161, p162, p163, p164,
    p165, p166, p167, p168, p169, p170, p171, p172, p173, p174, p175, p176, p177, p178, p179,
    p180, p181, p182, p183, p184, p185, p186, p187, p188, p189, p190, p191, p192, p193, p194,
    p195, p196, p197, p198, p199, p200, p201, p202, p203, p204, p205, p206, p207, p208, p209,
    p210, p211, p212, p213, p214, p215, p216, p217, p218, p219, p220, p221, p222, p223, p224,
    p225, p226, p227, p228, p229, p230, p231, p232, p233, p234, p235, p236, p237, p238, p239,
    p240, p241, p242, p243, p244, p245, p246, p247, p248, p249, p250, p251, p252, p253, p254,
    p255, p256, p257, p258, p259, p260, p261, p262, p263, p264, p265, p266, p267, p268, p269,
    p270, p271, p272, p273, p274, p275, p276, p277, p278, p279, p280, p281, p282, p283, p284,
    p285, p286, p287, p288, p289, p290, p291, p292, p293, p294, p295, p296, p297, p298, p299,
):
    return p0 + p255 + p256 + p299


def many_cells():
    c0 = 0
    c1 = 1
    c2 = 2
    c3 = 3
    c4 = 4
    c5 = 5
    c6 = 6
    c7 = 7
    c8 = 8
    c9 = 9
    c10 = 10
    c11 = 11
    c12 = 12
    c13 = 13
    c14 = 14
    c15 = 15
    c16 = 16
    c17 = 17
    c18 = 18
    c19 = 19
    c20 = 20
    c21 = 21
    c22 = 22
    c23 = 23
    c24 = 24
    c25 = 25
    c26 = 26
    c27 = 27
    c28 = 28
    c29 = 29
    c30 = 30
    c31 = 31
    c32 = 32
    c33 = 33
    c34 = 34
    c35 = 35
    c36 = 36
    c37 = 37
    c38 = 38
    c39 = 39
    c40 = 40
    c41 = 41
    c42 = 42
    c43 = 43
    c44 = 44
    c45 = 45
    c46 = 46
    c47 = 47
    c48 = 48
    c49 = 49
    c50 = 50
    c51 = 51
    c52 = 52
    c53 = 53
    c54 = 54
    c55 = 55
    c56 = 56
    c57 = 57
    c58 = 58
    c59 = 59
    c60 = 60
    c61 = 61
    c62 = 62
    c63 = 63
    c64 = 64
    c65 = 65
    c66 = 66
    c67 = 67
    c68 = 68
    c69 = 69
    c70 = 70
    c71 = 71
    c72 = 72
    c73 = 73
    c74 = 74
    c75 = 75
    c76 = 76
    c77 = 77
    c78 = 78
    c79 = 79
    c80 = 80
    c81 = 81
    c82 = 82
    c83 = 83
    c84 = 84
    c85 = 85
    c86 = 86
    c87 = 87
    c88 = 88
    c89 = 89
    c90 = 90
    c91 = 91
    c92 = 92
    c93 = 93
    c94 = 94
    c95 = 95
    c96 = 96
    c97 = 97
    c98 = 98
    c99 = 99
    c100 = 100
    c101 = 101
    c102 = 102
    c103 = 103
    c104 = 104
    c105 = 105
    c106 = 106
    c107 = 107
    c108 = 108
    c109 = 109
    c110 = 110
    c111 = 111
    c112 = 112
    c113 = 113
    c114 = 114
    c115 = 115
    c116 = 116
    c117 = 117
    c118 = 118
    c119 = 119
    c120 = 120
    c121 = 121
    c122 = 122
    c123 = 123
    c124 = 124
    c125 = 125
    c126 = 126
    c127 = 127
    c128 = 128
    c129 = 129
    c130 = 130
    c131 = 131
    c132 = 132
    c133 = 133
    c134 = 134
    c135 = 135
    c136 = 136
    c137 = 137
    c138 = 138
    c139 = 139
    c140 = 140
    c141 = 141
    c142 = 142
    c143 = 143
    c144 = 144
    c145 = 145
    c146 = 146
    c147 = 147
    c148 = 148
    c149 = 149
    c150 = 150
    c151 = 151
    c152 = 152
    c153 = 153
    c154 = 154
    c155 = 155
    c156 = 156
    c157 = 157
    c158 = 158
    c159 = 159
    c160 = 160
    c161 = 161
    c162 = 162
    c163 = 163
    c164 = 164
    c165 = 165
    c166 = 166
    c167 = 167
    c168 = 168
    c169 = 169
    c170 = 170
    c171 = 171
    c172 = 172
    c173 = 173
    c174 = 174
    c175 = 175
    c176 = 176
    c177 = 177
    c178 = 178
    c179 = 179
    c180 = 180
    c181 = 181
    c182 = 182
    c183 = 183
    c184 = 184
    c185 = 185
    c186 = 186
    c187 = 187
    c188 = 188
    c189 = 189
    c190 = 190
    c191 = 191
    c192 = 192
    c193 = 193
    c194 = 194
    c195 = 195
    c196 = 196
    c197 = 197
    c198 = 198
    c199 = 199
    c200 = 200
    c201 = 201
    c202 = 202
    c203 = 203
    c204 = 204
    c205 = 205
    c206 = 206
    c207 = 207
    c208 = 208
    c209 = 209
    c210 = 210
    c211 = 211
    c212 = 212
    c213 = 213
    c214 = 214
    c215 = 215
    c216 = 216
    c217 = 217
    c218 = 218
    c219 = 219
    c220 = 220
    c221 = 221
    c222 = 222
    c223 = 223
    c224 = 224
    c225 = 225
    c226 = 226
    c227 = 227
    c228 = 228
    c229 = 229
    c230 = 230
    c231 = 231
    c232 = 232
    c233 = 233
    c234 = 234
    c235 = 235
    c236 = 236
    c237 = 237
    c238 = 238
    c239 = 239
    c240 = 240
    c241 = 241
    c242 = 242
    c243 = 243
    c244 = 244
    c245 = 245
    c246 = 246
    c247 = 247
    c248 = 248
    c249 = 249
    c250 = 250
    c251 = 251
    c252 = 252
    c253 = 253
    c254 = 254
    c255 = 255
    c256 = 256
    c257 = 257
    c258 = 258
    c259 = 259
    c260 = 260
    c261 = 261
    c262 = 262
    c263 = 263
    c264 = 264
    c265 = 265
    c266 = 266
    c267 = 267
    c268 = 268
    c269 = 269
    c270 = 270
    c271 = 271
    c272 = 272
    c273 = 273
    c274 = 274
    c275 = 275
    c276 = 276
    c277 = 277
    c278 = 278
    c279 = 279

    def inner():
        return (
            c0 + c7 + c14 + c21 + c28 + c35 + c42 + c49 + c56 + c63
            + c70 + c77 + c84 + c91 + c98 + c105 + c112 + c119 + c126 + c133
            + c140 + c147 + c154 + c161 + c168 + c175 + c182 + c189 + c196 + c203
            + c210 + c217 + c224 + c231 + c238 + c245 + c252 + c259 + c266 + c273
        )

    return inner


print(many_locals(), many_constants(3), long_jumps([1, 2, 3, 1]))
print(len(big_list), sum(big_list), len(big_dict), big_dict["k299"], len(big_tuple), big_tuple[-1],
    len(big_set))
print(ManyAttributes.a299, sum(getattr(ManyAttributes, f"a{i}") for i in range(300)))
print(many_arguments(*range(300)), many_arguments(**{f"p{i}": i for i in range(300)}))
print(many_cells()())
